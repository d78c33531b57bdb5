import { beforeAll, describe, expect, it } from 'vitest'
import { UpdateBusiness } from '../../../core/contract/business.ts'
import { CreateCreditNote } from '../../../core/contract/credit-notes.ts'
import { Meter } from '../../../core/db/meter.ts'
import { documentNumber } from '../../../core/domain/documents/numbers.ts'
import { getBusiness } from '../../../core/services/business/get.ts'
import { presentBusiness } from '../../../core/services/business/present.ts'
import { updateBusiness } from '../../../core/services/business/update.ts'
import { createCreditNote } from '../../../core/services/credit-notes/create.ts'
import { markCreditNoteSent } from '../../../core/services/credit-notes/links.ts'
import { partiesOf } from '../../../core/services/documents/rows.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { markInvoiceSent } from '../../../core/services/invoices/links.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

type Role = Parameters<TestBusiness['as']>[0]

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='
const database = useDatabase()
let business: TestBusiness

beforeAll(async () => {
  if (database.kind) business = await makeBusiness(database)
}, 60_000)

const update = (changes: object, role: Role = 'OWNER', of = business) =>
  updateBusiness(of.as(role), UpdateBusiness.parse(changes))

/** Whatever moment it is answered at. */
const asOf = async (of: TestBusiness) => ({ ...(await getBusiness(of.as('OWNER'))), now: '' })

describe('getBusiness', () => {
  it('answers the profile with its version, in one trip', async () => {
    const meter = new Meter()
    const row = await getBusiness(business.as('OWNER', { meter }))
    expect(meter.trips).toBe(1)
    expect(presentBusiness(row)).toMatchObject({
      id: business.tenantId,
      name: 'Test business',
      currency: 'CAD',
      timezone: 'America/Toronto',
      net_days: 14,
      version: row.settings_version,
      allowed_actions: ['update', 'close', 'grant_review_access'],
    })
  })

  it.each([
    ['OWNER', true],
    ['ADMIN', true],
    ['STAFF', false],
    ['AGENT', false],
    ['VIEWER', false],
  ] as const)('RB4 shows the owner’s address to %s: %s', async (role, shown) => {
    const seen = presentBusiness(await getBusiness(business.as(role)))
    expect(seen.owner_email !== null).toBe(shown)
    const own = role === 'OWNER' ? ['close', 'grant_review_access'] : []
    expect(seen.allowed_actions).toEqual(shown ? ['update', ...own] : [])
  })
})

describe('the numbers of invoices', () => {
  it('go on where the business comes from, filled up and with the year, without a gap', async () => {
    const own = await makeBusiness(database)
    const day = (
      await database.admin<{ day: string }>(`select to_char(now() at time zone 'America/Toronto', 'YYYY-MM-DD') as day`)
    )[0]!.day
    const format = { invoice_prefix: 'RE-{YYYY}/{YY}-', invoice_digits: 3 }
    const row = await update({ ...format, invoice_next_number: 98 }, 'OWNER', own)
    expect(presentBusiness(row)).toMatchObject({ ...format, invoice_next_number: 98 })
    const numbers = []
    for (let count = 0; count < 3; count++) numbers.push((await own.sentInvoice()).invoice_number)
    const written = [98, 99, 100].map((number) => documentNumber(format.invoice_prefix, 3, number, day))
    expect(numbers).toEqual(written)
    expect(written[0]).toBe(`RE-${day.slice(0, 4)}/${day.slice(2, 4)}-098`)
    await update({ invoice_digits: 2 }, 'OWNER', own)
    expect((await own.sentInvoice()).invoice_number).toMatch(/-101$/)
  })

  it('are never one that was given out', async () => {
    const own = await makeBusiness(database)
    await own.sentInvoice()
    await own.sentInvoice()
    for (const used of [1, 2])
      await expectRefusal(
        update({ invoice_next_number: used }, 'OWNER', own),
        'VALIDATION_ERROR',
        'invoice_next_number',
      )
    expect((await update({ invoice_next_number: 3 }, 'OWNER', own)).invoice_next_number).toBe(3)
    expect((await own.sentInvoice()).invoice_number).toBe('INV-0003')
    expect((await getBusiness(own.as('OWNER'))).invoice_next_number).toBe(4)
  })
})

describe('the numbers of credit notes', () => {
  it('go on where the business comes from, apart from those of invoices', async () => {
    const own = await makeBusiness(database)
    const format = { credit_note_prefix: 'GS-', credit_note_digits: 3, credit_note_next_number: 41 }
    expect(presentBusiness(await update(format, 'OWNER', own))).toMatchObject({ ...format, invoice_next_number: 1 })
    const credit = async () => {
      const { id } = await own.sentInvoice()
      const note = await createCreditNote(own.as('OWNER'), id, CreateCreditNote.parse({}))
      return (await markCreditNoteSent(own.as('OWNER'), note.id)).credit_note_number
    }
    expect([await credit(), await credit()]).toEqual(['GS-041', 'GS-042'])
    await expectRefusal(
      update({ credit_note_next_number: 42 }, 'OWNER', own),
      'VALIDATION_ERROR',
      'credit_note_next_number',
    )
  })
})

describe('updateBusiness', () => {
  it('keeps how it is paid, for invoices to come: what was finalised keeps what was printed', async () => {
    const own = await makeBusiness(database)
    const before = await own.sentInvoice()
    await update(
      { bank_iban: 'de89 3704 0044 0532 0130 00', bank_bic: 'cobadeffxxx', payment_instructions: ' Cash ' },
      'OWNER',
      own,
    )
    const after = await own.sentInvoice()
    const printed = async (id: string) => partiesOf(await getInvoice(own.as('OWNER'), id)).business
    expect(await printed(before.id)).toMatchObject({ bank_iban: null, payment_instructions: null })
    expect(await printed(after.id)).toMatchObject({
      bank_iban: 'DE89370400440532013000',
      bank_bic: 'COBADEFFXXX',
      payment_instructions: 'Cash',
    })
    await expectRefusal(update({ bank_iban: 'DE89 3704 0044 0532 0130 01' }), 'VALIDATION_ERROR', 'bank_iban')
    await expectRefusal(update({ bank_bic: 'COBA' }), 'VALIDATION_ERROR', 'bank_bic')
  })

  it('prints nothing of it on what was finalised before it could be said', async () => {
    const own = await makeBusiness(database)
    const { id } = await own.sentInvoice()
    await database.admin(
      `update invoices set snapshot = snapshot #- '{business,bank_iban}' #- '{business,payment_instructions}' #- '{business,online_payments}' where id = $1`,
      [id],
    )
    expect(partiesOf(await getInvoice(own.as('OWNER'), id)).business).toMatchObject({ bank_iban: null })
  })

  it('changes what was sent and nothing else, in one trip', async () => {
    const before = await asOf(business)
    const meter = new Meter()
    const changes = {
      name: ' Silva Painting ',
      website: 'https://silva.example/',
      email: 'Hi@SILVA.example',
      phone: '+1 416 555 0123',
      brand_color: '#1F5FBF',
      tax_id: '',
    }
    const row = await updateBusiness(business.as('ADMIN', { meter }), UpdateBusiness.parse(changes))
    expect(meter.trips).toBe(1)
    expect(row).toMatchObject({
      ...before,
      now: row.now,
      name: 'Silva Painting',
      website: 'https://silva.example/',
      email: 'Hi@silva.example',
      phone: '+14165550123',
      brand_color: '#1F5FBF',
      tax_id: null,
      settings_version: before.settings_version + 1,
      role: 'ADMIN',
    })
  })

  it('takes a website without its beginning', async () => {
    expect((await update({ website: 'www.silva.example' })).website).toBe('https://www.silva.example')
  })

  it.each([
    ['timezone', 'Mars/Olympus'],
    ['timezone', '+02:00'],
    ['timezone', ''],
    ['currency', 'XAU'],
    ['currency', 'ZZZ'],
    ['email', 'nobody'],
    ['phone', 'call me'],
  ])('refuses %s %j', async (field, value) => {
    const before = await asOf(business)
    await expectRefusal(update({ [field]: value }), 'VALIDATION_ERROR', field)
    expect(await asOf(business)).toEqual(before)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'JaVaScRiPt://silva.example/%0aalert(1)',
    'ftp://silva.example',
    'https://owner:secret@silva.example',
    'https://localhost',
    'https://silva.example/ x',
    '//silva.example',
  ])('XS2 refuses the website %j', async (website) => {
    await expectRefusal(update({ website }), 'VALIDATION_ERROR', 'website')
  })

  it('asks the database for the zone too, before it closes the business to everybody', async () => {
    const asked = database.admin(`select app.check_zone('Mars/Olympus')`)
    await expect(asked).rejects.toMatchObject({ code: 'U0422', hint: 'timezone' })
    expect((await update({ timezone: 'Asia/Tokyo' })).timezone).toBe('Asia/Tokyo')
    await update({ timezone: 'America/Toronto' })
  })

  it('audits the changed fields without the bytes of the logo', async () => {
    const of = await makeBusiness(database, { roles: ['OWNER'] })
    expect((await update({ logo: PIXEL, net_days: 30 }, 'OWNER', of)).logo).toBe(PIXEL)
    await update({ logo: null }, 'OWNER', of)
    const audit = await database.admin('select action, after from app.audit where tenant_id = $1 order by id', [
      of.tenantId,
    ])
    expect(audit).toEqual([
      { action: 'business.update', after: { net_days: 30, logo: `data:image/png, ${PIXEL.length} characters` } },
      { action: 'business.update', after: { logo: null } },
    ])
  })

  it('refuses a version that is no longer the latest', async () => {
    const { settings_version } = await getBusiness(business.as('OWNER'))
    await update({ net_days: 10, if_match_version: settings_version })
    await expectRefusal(update({ net_days: 20, if_match_version: settings_version }), 'CONFLICT')
    expect((await getBusiness(business.as('OWNER'))).net_days).toBe(10)
  })

  it('MO16 leaves open invoices in their currency', async () => {
    const of = await makeBusiness(database, { roles: ['OWNER'] })
    const [draft, sent] = [await of.draft(), await of.sentInvoice()]
    await update({ currency: 'JPY', name: 'New name' }, 'OWNER', of)
    for (const { id } of [draft, sent]) {
      expect(await getInvoice(of.as('OWNER'), id)).toMatchObject({ currency: 'CAD', total: 10_000n })
    }
    expect(await getInvoice(of.as('OWNER'), sent.id)).toMatchObject({
      snapshot: { business: { name: 'Test business' } },
    })
    expect(await markInvoiceSent(of.as('OWNER'), draft.id)).toMatchObject({
      currency: 'CAD',
      snapshot: { business: { name: 'New name' } },
    })
    const next = await of.draft({ line_items: [{ name: 'Repair', rate: '100' }] })
    expect(next).toMatchObject({ currency: 'JPY', total: 100n })
  })

  it('answers a repeated key with the recorded profile', async () => {
    const idem = { scope: 'u:PATCH:/v1/business', key: crypto.randomUUID(), hash: 'h' }
    const first = await updateBusiness(business.as('OWNER', { idem }), { net_days: 21 })
    expect(await updateBusiness(business.as('OWNER', { idem }), { net_days: 21 })).toEqual(first)
    expect((await getBusiness(business.as('OWNER'))).settings_version).toBe(first.settings_version)
  })

  it('RB1 lets only those who lead change it, and only theirs', async () => {
    const other = await makeBusiness(database)
    const before = await asOf(other)
    for (const role of ['STAFF', 'AGENT', 'VIEWER'] as const)
      await expectRefusal(update({ name: 'X' }, role), 'FORBIDDEN')
    await expectRefusal(
      updateBusiness(other.as('OWNER', { userId: business.userIds.OWNER }), { name: 'X' }),
      'FORBIDDEN',
    )
    await update({ name: 'Only mine' })
    expect(await asOf(other)).toEqual(before)
  })
})
