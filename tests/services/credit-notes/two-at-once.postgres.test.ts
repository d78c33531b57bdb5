import { beforeAll, expect, it } from 'vitest'
import { CreateCreditNote } from '../../../core/contract/credit-notes.ts'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { createCreditNote } from '../../../core/services/credit-notes/create.ts'
import { deleteCreditNote } from '../../../core/services/credit-notes/delete.ts'
import { markCreditNoteSent } from '../../../core/services/credit-notes/links.ts'
import { listCreditNotes } from '../../../core/services/credit-notes/list.ts'
import { reviseInvoice } from '../../../core/services/credit-notes/revise.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
useBalancedBooks(database)
const cursors = new Cursors('a secret of sixteen')
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})

const invoiceNow = async (id: string) => presentInvoice(await getInvoice(ours.as('OWNER'), id))
const credit = (id: string, input: object = {}) => createCreditNote(ours.as('OWNER'), id, CreateCreditNote.parse(input))
const done = <T>(answers: PromiseSettledResult<T>[]) =>
  answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
const notesOf = async (invoice_id: string) =>
  (await listCreditNotes(ours.as('OWNER'), cursors, { limit: 100, invoice_id })).rows

it('MO11 24 at once never have more than the invoice, and all of them are issued with consecutive numbers', async () => {
  const { id } = await ours.sentInvoice()
  const made = done(await Promise.allSettled(Array.from({ length: 24 }, () => credit(id, { amount: '7.00' }))))
  const notes = await notesOf(id)
  expect(notes.map((note) => note.id).sort()).toEqual(made.map((note) => note.id).sort())
  expect(notes.reduce((sum, { total }) => sum + total, 0n)).toBeLessThanOrEqual(10_000n)
  expect(notes.length).toBeGreaterThan(0)
  await Promise.all(notes.map((note) => markCreditNoteSent(ours.as('OWNER'), note.id)))
  const numbers = (await notesOf(id))
    .map(({ credit_note_number }) => Number(credit_note_number?.replace(/\D/g, '')))
    .sort((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, at) => numbers[0]! + at))
  const invoice = await invoiceNow(id)
  expect(BigInt(invoice.amount_credited.replace('.', ''))).toBe(notes.reduce((sum, { total }) => sum + total, 0n))
})

it('MO11 of one line no more pieces than it has', async () => {
  const { id, lines } = await ours.sentInvoice({ line_items: [{ name: 'Tile', qty: '5', rate: '10.00' }] } as never)
  const asked = { lines: [{ line_id: lines[0]!.id, qty: '2' }] }
  const made = done(await Promise.allSettled(Array.from({ length: 8 }, () => credit(id, asked))))
  expect(made.length).toBeLessThanOrEqual(2)
  expect((await notesOf(id)).length).toBe(made.length)
})

it('a void, a payment and a credit note at once leave books that agree', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { id } = await ours.sentInvoice()
    const pay = createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '100' }))
    const note = credit(id, { amount: '40' }).then((made) => markCreditNoteSent(ours.as('OWNER'), made.id))
    await Promise.allSettled([pay, note, voidInvoice(ours.as('OWNER'), id)])
    const invoice = await invoiceNow(id)
    if (invoice.status === 'VOID') expect([invoice.amount_paid, invoice.credit_notes]).toEqual(['0.00', []])
  }
})

it('a draft is issued or deleted, not both', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { id } = await ours.sentInvoice()
    const note = await credit(id, { amount: '40' })
    const answers = await Promise.allSettled([
      markCreditNoteSent(ours.as('OWNER'), note.id),
      deleteCreditNote(ours.as('OWNER'), note.id),
    ])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await invoiceNow(id)).amount_credited).toBe(answers[0].status === 'fulfilled' ? '40.00' : '0.00')
  }
})

it('C-18 an invoice is corrected once, however many ask at once', async () => {
  const { id } = await ours.sentInvoice()
  const answers = await Promise.all(Array.from({ length: 12 }, () => reviseInvoice(ours.as('OWNER'), id)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(await notesOf(id)).toHaveLength(1)
  expect(await invoiceNow(id)).toMatchObject({ status: 'PAID', settled_by: 'CREDIT' })
})
