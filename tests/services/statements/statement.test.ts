import { beforeAll, describe, expect, it } from 'vitest'
import { CreateCreditNote } from '../../../core/contract/credit-notes.ts'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { newId } from '../../../core/db/ids.ts'
import { addDays } from '../../../core/domain/kernel/dates.ts'
import { createContact } from '../../../core/services/contacts/create.ts'
import { mergeContact } from '../../../core/services/contacts/merge.ts'
import { createCreditNote } from '../../../core/services/credit-notes/create.ts'
import { markCreditNoteSent } from '../../../core/services/credit-notes/links.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { writeOffInvoice } from '../../../core/services/invoices/write-off.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { getStatement, presentStatement, statementOnPaper } from '../../../core/services/statements/get.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
useBalancedBooks(database)
let ours: TestBusiness
let today: string
beforeAll(async () => {
  if (!database.kind) return
  ours = await makeBusiness(database)
  const [day] = await database.admin<{ day: string }>(
    `select (app.now() at time zone 'America/Toronto')::date::text as day`,
  )
  today = day!.day
})

const owner = () => ours.as('OWNER')
const statement = async (id: string, query: { from?: string; to?: string } = {}, business = ours) =>
  presentStatement(await getStatement(business.as('VIEWER'), id, query))
const account = async (id: string, query: { from?: string; to?: string } = {}) =>
  (await statement(id, query)).accounts[0]
const entries = async (id: string, query = {}) =>
  (await account(id, query))?.entries.map(({ on, kind, amount, balance }) => [on, kind, amount, balance])
const noon = (day: string) => `${day}T17:00:00Z`
const pay = (invoice_id: string, amount: string, day: string) =>
  createPayment(owner(), CreatePayment.parse({ invoice_id, amount, paid_at: noon(day) }))
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, details }) => [code, details?.[0]?.field],
  )

/** A customer with an invoice of 100.00 for each of these days before today, due ten days later. */
async function customer(...daysAgo: number[]) {
  const { id } = await ours.contact()
  const invoices: string[] = []
  for (const days of daysAgo) {
    const issue_date = addDays(today, -days)
    invoices.push((await ours.sentInvoice({ contact_id: id, issue_date, due_date: addDays(issue_date, 10) })).id)
  }
  return { id, invoices, day: (ago: number) => addDays(today, -ago) }
}

describe('a statement', () => {
  it('tells what moved the account in its days, with what was owed before and after', async () => {
    const { id, invoices, day } = await customer(50, 20, 5)
    await pay(invoices[0]!, '130', day(30))
    await pay(invoices[1]!, '40', day(10))
    expect(await entries(id, { from: day(25), to: today })).toEqual([
      [day(20), 'INVOICE', '100.00', '70.00'],
      [day(10), 'PAYMENT', '-40.00', '30.00'],
      [day(5), 'INVOICE', '100.00', '130.00'],
    ])
    expect(await account(id, { from: day(25), to: today })).toMatchObject({
      opening_balance: '-30.00',
      closing_balance: '130.00',
      unapplied: '30.00',
      ageing: { not_due: '100.00', days_1_30: '60.00', total: '160.00' },
      open_invoices: [
        { id: invoices[1], amount_due: '60.00', days_late: 10 },
        { id: invoices[2], amount_due: '100.00', days_late: 0 },
      ],
      open_invoices_more: 0,
    })
  })

  it('of days that have passed says what was owed then', async () => {
    const { id, invoices, day } = await customer(50, 20)
    await pay(invoices[0]!, '100', day(3))
    expect(await account(id, { from: day(60), to: day(15) })).toMatchObject({
      closing_balance: '200.00',
      unapplied: '0.00',
      ageing: { not_due: '100.00', days_1_30: '100.00', total: '200.00' },
    })
  })

  it('knows what was credited, written off, voided and given back', async () => {
    const { id, invoices } = await customer(4, 3, 2)
    const note = await createCreditNote(
      owner(),
      invoices[0]!,
      CreateCreditNote.parse({ amount: '25.00', reason: 'Damaged' }),
    )
    await markCreditNoteSent(owner(), note.id)
    await writeOffInvoice(owner(), invoices[0]!, { amount: '75.00', reason: 'Gone away' })
    await voidInvoice(owner(), invoices[1]!)
    const paid = await pay(invoices[2]!, '100', today)
    await reversePayment(owner(), paid.id, 'Wrong one')
    const found = await account(id)
    expect(
      found!.entries
        .slice(3)
        .map(({ kind, amount }) => [kind, amount])
        .sort(),
    ).toEqual([
      ['CREDIT_NOTE', '-25.00'],
      ['PAYMENT', '-100.00'],
      ['REVERSAL', '100.00'],
      ['VOID', '-100.00'],
      ['WRITE_OFF', '-75.00'],
    ])
    expect(found).toMatchObject({ closing_balance: '100.00', ageing: { total: '100.00' }, unapplied: '0.00' })
  })

  it('knows nothing of drafts, of what was deleted and of other customers', async () => {
    const { id } = await customer()
    await ours.draft({ contact_id: id })
    await ours.sentInvoice()
    expect((await statement(id)).accounts).toEqual([])
    const paper = statementOnPaper(await getStatement(owner(), id, {}))
    expect(paper.account).toMatchObject({ currency: 'CAD', closing_balance: '0.00', entries: [] })
  })

  it('is one for each currency, and on paper the business’s own unless another is asked for', async () => {
    const { id } = await customer(1)
    await ours.sentInvoice({ contact_id: id, currency: 'EUR' })
    expect((await statement(id)).accounts.map(({ currency }) => currency)).toEqual(['CAD', 'EUR'])
    const row = await getStatement(owner(), id, {})
    expect(statementOnPaper(row).account.currency).toBe('CAD')
    expect(statementOnPaper(row, 'EUR').account).toMatchObject({ currency: 'EUR', closing_balance: '100.00' })
    expect(() => statementOnPaper(row, 'USD')).toThrow()
  })

  it('is of three months up to today unless told, and never of a day that has not come', async () => {
    const { id } = await customer(1)
    const asked = await statement(id, { to: '2999-01-01' })
    expect(asked).toMatchObject({ to: today, from: expect.stringMatching(/-01$/) })
    expect(await refusal(statement(id, { from: '2026-05-02', to: '2026-05-01' }))).toEqual(['VALIDATION_ERROR', 'from'])
    expect(await refusal(statement(id, { from: '2999-01-01' }))).toEqual(['VALIDATION_ERROR', 'from'])
  })

  it('with more than stands on one asks for fewer days', async () => {
    const { id, invoices } = await customer(3)
    await database.admin(
      `insert into payments (tenant_id, id, invoice_id, provider, kind, status, amount, applied, currency, paid_at, paid_on, created_by)
       select $1, gen_random_uuid(), $2, 'CASH', 'PAYMENT', 'SUCCEEDED', 1, 0, 'CAD', now(), $3::date, 'test' from generate_series(1, 1001)`,
      [ours.tenantId, invoices[0], today],
    )
    expect(await refusal(statement(id))).toEqual(['VALIDATION_ERROR', 'from'])
    expect((await statement(id, { to: addDays(today, -1) })).accounts).toHaveLength(1)
    await database.admin(`delete from payments where tenant_id = $1 and created_by = 'test'`, [ours.tenantId])
  })

  it('of one that was merged is that of the one it went into', async () => {
    const { id } = await customer(1)
    const other = (await createContact(owner(), { display_name: 'Once', type: 'CUSTOMER' })).id
    await ours.sentInvoice({ contact_id: other })
    await mergeContact(owner(), id, { other_id: other, take: [] })
    expect(await statement(other)).toMatchObject({ contact_id: id, accounts: [{ closing_balance: '200.00' }] })
  })

  it('is nobody else’s: another business, an agent', async () => {
    const { id } = await customer(1)
    const theirs = await makeBusiness(database)
    expect((await refusal(statement(id, {}, theirs)))?.[0]).toBe('NOT_FOUND')
    expect((await refusal(getStatement(ours.as('AGENT'), id, {})))?.[0]).toBe('FORBIDDEN')
    expect((await refusal(statement(newId())))?.[0]).toBe('NOT_FOUND')
  })
})
