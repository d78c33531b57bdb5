import { beforeAll, describe, expect, it } from 'vitest'
import {
  CreateExpense,
  ExpenseQuery,
  ExpenseTotalsQuery,
  UpdateExpense,
  UploadExpense,
} from '../../../core/contract/expenses.ts'
import { ChangeOverrides } from '../../../core/contract/profile.ts'
import { newId } from '../../../core/db/ids.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createExpense, uploadExpense } from '../../../core/services/expenses/create.ts'
import { approveExpense, rejectExpense } from '../../../core/services/expenses/decide.ts'
import { deleteExpense } from '../../../core/services/expenses/delete.ts'
import { getExpense, listExpenses } from '../../../core/services/expenses/list.ts'
import { presentExpense, presentUploaded } from '../../../core/services/expenses/present.ts'
import { submitExpense } from '../../../core/services/expenses/submit.ts'
import { totalExpenses } from '../../../core/services/expenses/totals.ts'
import { updateExpense } from '../../../core/services/expenses/update.ts'
import { fileArrives } from '../../../core/services/files/arrive.ts'
import { deleteFile } from '../../../core/services/files/delete.ts'
import { getFile } from '../../../core/services/files/list.ts'
import { presentFile } from '../../../core/services/files/present.ts'
import { updateOverrides } from '../../../core/services/profile/update-overrides.ts'
import { signedFiles } from '../../../workers/adapters/files/addresses.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeFiles } from '../../support/fake-files.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
const addresses = signedFiles({
  secret: 'a secret of the tests',
  origin: 'http://hub.example',
  filesOrigin: 'http://files.example',
})
const present = presentExpense(addresses)
let ours: TestBusiness
let theirs: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
})

const create = (input: object = {}, role: Role = 'STAFF', of = ours) =>
  createExpense(of.as(role), CreateExpense.parse(input))
const paid = (more: object = {}, role: Role = 'STAFF', of = ours) =>
  create({ vendor_name: 'Beacon Fuel', expense_date: '2026-11-18', amount: '68.42', ...more }, role, of)
const update = (id: string, input: object, role: Role = 'STAFF') =>
  updateExpense(ours.as(role), id, UpdateExpense.parse(input))
const list = async (query: object = {}, of = ours, role: Role = 'OWNER') =>
  (await listExpenses(of.as(role), cursors, ExpenseQuery.parse(query))).rows.map(({ id }) => id)

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]) as Uint8Array<ArrayBuffer>
const upload = (more: object = {}, handle: Parameters<TestBusiness['as']>[1] = {}, role: Role = 'STAFF', of = ours) =>
  uploadExpense(
    of.as(role, handle),
    UploadExpense.parse({ file_name: 'r.jpg', mime_type: 'image/jpeg', size_bytes: JPEG.length, ...more }),
  )
type Row = Awaited<ReturnType<typeof upload>>

function arrive(row: Row, bytes = JPEG, store = fakeFiles()) {
  const { upload_url } = presentUploaded(addresses)(row).upload
  const claims = addresses.readUpload(upload_url.split('/').at(-1)!, new Date())!
  const system = new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter()))
  return fileArrives(system, store, claims, new Response(bytes).body!)
}

describe('an expense', () => {
  it('begins as a draft that may lack everything, and is completed, in one trip each', async () => {
    // The settings are known from here on.
    await create()
    const meter = new Meter()
    const { id } = await createExpense(ours.as('STAFF', { meter }), CreateExpense.parse({}))
    expect(meter.trips).toBe(1)
    await expectRefusal(
      submitExpense(ours.as('STAFF'), id),
      'VALIDATION_ERROR',
      'expense_date',
      'amount',
      'vendor_name',
    )
    const row = await updateExpense(
      ours.as('STAFF', { meter }),
      id,
      UpdateExpense.parse({
        amount: '68.42',
        currency: 'CAD',
        tax_total: null,
        expense_date: '2026-11-18',
        notes: ' No sign ',
      }),
    )
    expect(meter.trips).toBe(2)
    expect(present(row)).toMatchObject({
      status: 'DRAFT',
      source: 'MANUAL',
      amount: '68.42',
      currency: 'CAD',
      vendor_name: null,
      notes: 'No sign',
      allowed_actions: ['update', 'submit', 'delete'],
    })
    // Why nobody knows to whom it was paid is enough.
    expect((await submitExpense(ours.as('STAFF'), id)).status).toBe('SUBMITTED')
  })

  it('H-SM-10 is approved or rejected by who leads; what was rejected is mended and submitted again', async () => {
    const { id } = await paid()
    await submitExpense(ours.as('STAFF'), id)
    await expectRefusal(approveExpense(ours.as('STAFF'), id), 'FORBIDDEN')
    await expectRefusal(update(id, { notes: 'Late' }), 'CONFLICT')
    await expectRefusal(approveExpense(ours.as('ADMIN'), id, 1), 'CONFLICT')
    const rejected = await rejectExpense(ours.as('ADMIN'), id, { reason: ' Private ' })
    expect(present(rejected)).toMatchObject({
      status: 'REJECTED',
      rejected_reason: 'Private',
      decided_by: ours.userIds.ADMIN,
    })
    await expectRefusal(deleteExpense(ours.as('STAFF'), id), 'CONFLICT')
    await update(id, { notes: 'For the van' })
    const again = await submitExpense(ours.as('STAFF'), id)
    expect(present(again)).toMatchObject({ status: 'SUBMITTED', rejected_reason: null, decided_at: null })
    expect((await approveExpense(ours.as('OWNER'), id)).status).toBe('APPROVED')
    await expectRefusal(rejectExpense(ours.as('OWNER'), id, { reason: 'No' }), 'CONFLICT')
    // Of his own as well: in a business of one there is nobody else.
    const own = await paid({}, 'OWNER')
    await submitExpense(ours.as('OWNER'), own.id)
    expect((await approveExpense(ours.as('OWNER'), own.id)).status).toBe('APPROVED')
  })

  it('has amounts with the decimals of its currency, and keeps them with it', async () => {
    const yen = await paid({ amount: '1200', currency: 'JPY', tax_total: '120' })
    expect(present(yen)).toMatchObject({ amount: '1200', tax_total: '120', currency: 'JPY' })
    // Without its currency an amount is in the one that it has.
    expect(present(await update(yen.id, { amount: '900' }))).toMatchObject({ amount: '900', tax_total: '120' })
    await expectRefusal(update(yen.id, { amount: '9.5' }), 'VALIDATION_ERROR', 'amount')
    expect(present(await update(yen.id, { currency: 'EUR' }))).toMatchObject({ amount: '900.00', tax_total: '120.00' })
    await update(yen.id, { amount: '12.50', tax_total: '1.00', currency: 'EUR' })
    await expectRefusal(update(yen.id, { currency: 'JPY' }), 'VALIDATION_ERROR', 'amount')
    for (const [field, input] of [
      ['amount', { amount: '0' }],
      ['amount', { amount: '-3' }],
      ['tax_total', { tax_total: '-1' }],
      ['tax_total', { tax_total: '100' }],
      ['currency', { currency: 'XAU', amount: '1', tax_total: null }],
    ] as const)
      await expectRefusal(update(yen.id, input), 'VALIDATION_ERROR', field)
  })

  it('has one vendor: a contact, whose name stays when he goes, or a name', async () => {
    const contact = await ours.contact({ display_name: 'Dufferin Tool Rental' })
    const row = await paid({ vendor_contact_id: contact.id })
    expect(present(row)).toMatchObject({ vendor_contact_id: contact.id, vendor_name: 'Dufferin Tool Rental' })
    expect(await list({ q: 'dufferin' })).toEqual([row.id])
    await database.admin(`update contacts set display_name = 'Dufferin', deleted_at = now() where id = $1`, [
      contact.id,
    ])
    expect(present(await getExpense(ours.as('OWNER'), row.id)).vendor_name).toBe('Dufferin Tool Rental')
    const named = await update(row.id, { vendor_name: 'Crawford' })
    expect(present(named)).toMatchObject({ vendor_contact_id: null, vendor_name: 'Crawford' })
    expect([await list({ q: 'dufferin' }), await list({ q: 'crawford' })]).toEqual([[], [row.id]])
  })

  it('is deleted while it is a draft, and found no more', async () => {
    const { id } = await paid({ vendor_name: 'Zabriskie' })
    await deleteExpense(ours.as('STAFF'), id)
    expect(await list({ q: 'zabriskie' })).toEqual([])
    await expectRefusal(getExpense(ours.as('OWNER'), id), 'NOT_FOUND')
  })

  it('TI1 TI2 is nobody else’s, and refers to nothing of anybody else', async () => {
    const { id } = await paid()
    const [contact, receipt] = [
      await theirs.contact(),
      (await upload({}, {}, 'STAFF', theirs)).receipt as { id: string },
    ]
    await expectRefusal(getExpense(theirs.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(approveExpense(theirs.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(update(id, { vendor_contact_id: contact.id }), 'VALIDATION_ERROR', 'vendor_contact_id')
    await expectRefusal(update(id, { receipt_file_id: receipt.id }), 'VALIDATION_ERROR', 'receipt_file_id')
  })

  it('H-RBAC-9 of an agent is his own; who only looks captures nothing', async () => {
    const b = await makeBusiness(database)
    const [own, office] = [await paid({}, 'AGENT', b), await paid({}, 'STAFF', b)]
    expect(await list({}, b, 'AGENT')).toEqual([own.id])
    expect((await list({}, b, 'VIEWER')).sort()).toEqual([own.id, office.id].sort())
    await expectRefusal(getExpense(b.as('AGENT'), office.id), 'NOT_FOUND')
    await expectRefusal(paid({}, 'VIEWER', b), 'FORBIDDEN')
    const totals = await totalExpenses(b.as('AGENT'), ExpenseTotalsQuery.parse({}))
    expect(totals.totals).toMatchObject([{ status: 'DRAFT', count: 1, amount: '68.42' }])
    // Nor does the mark of a duplicate tell him of others.
    expect(present(await getExpense(b.as('AGENT'), own.id)).possible_duplicates).toEqual([])
    expect(present(await getExpense(b.as('OWNER'), own.id)).possible_duplicates).toEqual([office.id])
  })
})

describe('a profile that asks for more than every expense needs', () => {
  it('is asked before an expense is handed in', async () => {
    const b = await makeBusiness(database)
    const overrides = ChangeOverrides.parse({ required_fields: { expense: ['expense_date', 'amount', 'category'] } })
    await updateOverrides(b.as('OWNER'), overrides)
    const { id } = await paid({}, 'STAFF', b)
    await expectRefusal(submitExpense(b.as('STAFF'), id), 'VALIDATION_ERROR', 'category')
    await updateExpense(b.as('STAFF'), id, UpdateExpense.parse({ category: 'Vehicle' }))
    expect(await submitExpense(b.as('STAFF'), id)).toMatchObject({ status: 'SUBMITTED' })
  })
})

describe('a receipt', () => {
  it('makes its draft in one trip; repeated, it is the same draft and the same file', async () => {
    const idem = { scope: 'POST /v1/expenses/upload', key: newId(), hash: 'a'.repeat(64) }
    const meter = new Meter()
    const first = await upload({ category: 'Vehicle' }, { idem, meter })
    expect(meter.trips).toBe(1)
    const again = await upload({ category: 'Vehicle' }, { idem })
    expect(again.id).toBe(first.id)
    expect(presentUploaded(addresses)(again).upload.file_id).toBe(presentUploaded(addresses)(first).upload.file_id)
    await arrive(again)
    await arrive(first)
    expect(present(await getExpense(ours.as('STAFF'), first.id))).toMatchObject({
      source: 'UPLOAD',
      receipt: { status: 'STORED', mime_type: 'image/jpeg' },
    })
  })

  it('FI1 that is not what it was said to be leaves a draft without one, and can be sent again', async () => {
    const row = await upload()
    await expectRefusal(arrive(row, new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])), 'VALIDATION_ERROR', 'mime_type')
    expect(present(await getExpense(ours.as('STAFF'), row.id))).toMatchObject({
      receipt: { status: 'PENDING', download_url: null },
    })
    await arrive(row)
  })

  it('can be given to another expense, once it has arrived', async () => {
    const [row, other] = [await upload(), await paid()]
    const file = (row.receipt as { id: string }).id
    await expectRefusal(update(other.id, { receipt_file_id: file }), 'VALIDATION_ERROR', 'receipt_file_id')
    await arrive(row)
    expect(present(await update(other.id, { receipt_file_id: file })).receipt_file_id).toBe(file)
    expect(present(await update(row.id, { receipt_file_id: null })).receipt).toBeNull()
  })

  it('cannot be deleted while its expense is handed in or approved; on a rejected one it can', async () => {
    const row = await upload()
    await arrive(row)
    const file = (row.receipt as { id: string }).id
    await update(row.id, { expense_date: '2026-11-18', amount: '5.00', vendor_name: 'Beacon Fuel' })
    const files = async () => presentFile(addresses)(await getFile(ours.as('OWNER'), file)).allowed_actions
    expect(await files()).toContain('delete')
    await submitExpense(ours.as('STAFF'), row.id)
    expect(await files()).not.toContain('delete')
    await expectRefusal(deleteFile(ours.as('OWNER'), file), 'CONFLICT')
    await rejectExpense(ours.as('OWNER'), row.id, { reason: 'Whose was it?' })
    expect(await files()).toContain('delete')
    await submitExpense(ours.as('STAFF'), row.id)
    await approveExpense(ours.as('OWNER'), row.id)
    await expectRefusal(deleteFile(ours.as('OWNER'), file), 'CONFLICT')
    // Nor by giving it to a draft first.
    await update((await paid()).id, { receipt_file_id: file })
    await expectRefusal(deleteFile(ours.as('OWNER'), file), 'CONFLICT')
    expect((await getFile(theirs.as('OWNER'), file).catch(({ code }) => ({ code }))) as object).toEqual({
      code: 'NOT_FOUND',
    })
  })

  it('stays where it was found, and is evidence for whoever has it, whoever sees that', async () => {
    const found = await upload({}, {}, 'AGENT')
    await arrive(found)
    const file = (found.receipt as { id: string }).id
    const other = await paid({}, 'OWNER')
    await update(other.id, { receipt_file_id: file }, 'OWNER')
    expect(presentFile(addresses)(await getFile(ours.as('AGENT'), file))).toMatchObject({ linked_entity_id: found.id })
    await submitExpense(ours.as('OWNER'), other.id)
    await approveExpense(ours.as('OWNER'), other.id)
    // Neither his own file, nor by deleting the draft that it came with: of the other expense he knows nothing.
    await expectRefusal(deleteFile(ours.as('AGENT'), file), 'CONFLICT')
    await deleteExpense(ours.as('AGENT'), found.id)
    await stripeWorld(database).work([{ tenant_id: ours.tenantId, key: `file.release:${file}` }])
    expect(present(await getExpense(ours.as('OWNER'), other.id)).receipt).toMatchObject({ id: file })
    expect(presentFile(addresses)(await getFile(ours.as('OWNER'), file))).toMatchObject({ linked_entity_id: other.id })
  })

  it('of a draft that is deleted goes with it, unless another draft has it', async () => {
    const b = await makeBusiness(database)
    const world = stripeWorld(database)
    const gone = await upload({}, {}, 'STAFF', b)
    const file = (gone.receipt as { id: string }).id
    await arrive(gone)
    await deleteExpense(b.as('STAFF'), gone.id)
    await world.work([{ tenant_id: b.tenantId, key: `file.release:${file}` }])
    await expectRefusal(getFile(b.as('OWNER'), file), 'NOT_FOUND')
    const [storage] = await database.admin<{ bytes: string }>(
      'select bytes::text from app.storage where tenant_id = $1',
      [b.tenantId],
    )
    expect(storage?.bytes).toBe('0')
  })

  it('that never came is forgotten after a day, and its draft stays', async () => {
    const b = await makeBusiness(database)
    const world = stripeWorld(database)
    const row = await upload({}, {}, 'STAFF', b)
    const key = `file.forget:${(row.receipt as { id: string }).id}`
    await database.admin(`update app.jobs set run_at = app.now() - interval '1 second' where key = $1`, [key])
    await world.work([{ tenant_id: b.tenantId, key }])
    expect(present(await getExpense(b.as('STAFF'), row.id))).toMatchObject({ status: 'DRAFT', receipt: null })
  })
})

describe('what may be the same purchase', () => {
  it('is shown by receipt, and by vendor, day and amount, never refused', async () => {
    const b = await makeBusiness(database)
    const bytes = new Uint8Array([0xff, 0xd8, 0xff, 9, 9, 9, 9, 9]) as Uint8Array<ArrayBuffer>
    const [one, two] = [await upload({}, {}, 'STAFF', b), await upload({}, {}, 'STAFF', b)]
    await arrive(one, bytes)
    await arrive(two, bytes)
    const duplicates = async (id: string) => present(await getExpense(b.as('OWNER'), id)).possible_duplicates
    expect(await duplicates(one.id)).toEqual([two.id])
    const [fuel, same] = [await paid({}, 'STAFF', b), await paid({ vendor_name: ' BEACON fuel' }, 'STAFF', b)]
    for (const more of [
      { amount: '68.43' },
      { expense_date: '2026-11-17' },
      { vendor_name: 'Other' },
      { currency: 'USD' },
    ])
      await paid(more, 'STAFF', b)
    expect(present(same).possible_duplicates).toEqual([fuel.id])
    const listed = await listExpenses(b.as('OWNER'), cursors, ExpenseQuery.parse({ q: 'beacon', limit: 50 }))
    expect(listed.rows.filter(({ id }) => id === fuel.id).map(present)).toMatchObject([
      { possible_duplicates: [same.id] },
    ])
    await deleteExpense(b.as('STAFF'), same.id)
    expect(await duplicates(fuel.id)).toEqual([])
  })
})

describe('a list of expenses', () => {
  it('is by day, and knows months, statuses and totals in each currency', async () => {
    const b = await makeBusiness(database, { timezone: 'Pacific/Kiritimati' })
    const add = (day: string | null, amount: string, more: object = {}) =>
      paid({ expense_date: day, amount, ...more }, 'STAFF', b)
    const [last, first, next, yen] = [
      await add('2025-02-28', '10.00', { tax_total: '1.30' }),
      await add('2025-02-01', '5.50'),
      await add('2025-03-01', '7'),
      await add('2025-02-14', '800', { currency: 'JPY' }),
    ]
    const undated = await add(null, '1')
    expect(await list({ month: '2025-02' }, b)).toEqual([last.id, yen.id, first.id])
    expect(await list({}, b)).toEqual([undated.id, next.id, last.id, yen.id, first.id])
    await submitExpense(b.as('STAFF'), first.id)
    expect(await list({ month: '2025-02', status: 'SUBMITTED' }, b)).toEqual([first.id])
    const { totals } = await totalExpenses(b.as('VIEWER'), ExpenseTotalsQuery.parse({ month: '2025-02' }))
    expect(totals).toEqual([
      { status: 'DRAFT', currency: 'CAD', count: 1, amount: '10.00', tax_total: '1.30' },
      { status: 'DRAFT', currency: 'JPY', count: 1, amount: '800', tax_total: '0' },
      { status: 'SUBMITTED', currency: 'CAD', count: 1, amount: '5.50', tax_total: '0.00' },
    ])
    const page = await listExpenses(b.as('OWNER'), cursors, ExpenseQuery.parse({ limit: 2 }))
    expect(await list({ limit: 10, cursor: page.cursor }, b)).toEqual([last.id, yen.id, first.id])
  })
})
