import { beforeAll, describe, expect, it } from 'vitest'
import { CreateCreditNote } from '../../../core/contract/credit-notes.ts'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { createCreditNote } from '../../../core/services/credit-notes/create.ts'
import { deleteCreditNote } from '../../../core/services/credit-notes/delete.ts'
import { getCreditNote } from '../../../core/services/credit-notes/get.ts'
import { markCreditNoteSent } from '../../../core/services/credit-notes/links.ts'
import { presentCreditNote } from '../../../core/services/credit-notes/present.ts'
import { reviseInvoice } from '../../../core/services/credit-notes/revise.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { markInvoiceSent } from '../../../core/services/invoices/links.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { applyUnapplied } from '../../../core/services/payments/apply-unapplied.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listUnapplied } from '../../../core/services/payments/list.ts'
import { presentUnapplied } from '../../../core/services/payments/present.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
useBalancedBooks(database)
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})

const invoiceNow = async (id: string) => presentInvoice(await getInvoice(ours.as('OWNER'), id))
const noteNow = async (id: string) => presentCreditNote(await getCreditNote(ours.as('OWNER'), id))

describe('C-18 an invoice that is corrected', () => {
  it('is credited in full, and a draft with the same lines stands in its place, once', async () => {
    const invoice = await ours.sentInvoice({ notes: 'Thank you', discount: { percent: '10' } } as never)
    const made = await reviseInvoice(ours.as('OWNER'), invoice.id, 'Wrong address')
    expect(await noteNow(made.credit_note_id)).toMatchObject({
      status: 'SENT',
      total: '90.00',
      reason: 'Wrong address',
      revised_invoice_id: made.invoice_id,
    })
    expect(await invoiceNow(invoice.id)).toMatchObject({ status: 'PAID', settled_by: 'CREDIT', amount_due: '0.00' })
    const draft = await invoiceNow(made.invoice_id)
    expect(draft).toMatchObject({
      status: 'DRAFT',
      invoice_number: null,
      total: '90.00',
      notes: 'Thank you',
      corrects: { id: invoice.id, invoice_number: invoice.invoice_number },
    })
    expect(draft.line_items.map(({ id: _, ...line }) => line)).toEqual(
      presentInvoice(invoice).line_items.map(({ id: _, ...line }) => line),
    )
    expect(await reviseInvoice(ours.as('ADMIN'), invoice.id)).toEqual(made)
    const sent = await markInvoiceSent(ours.as('OWNER'), made.invoice_id)
    expect(presentInvoice(sent)).toMatchObject({ status: 'SENT', amount_due: '90.00' })
    // The corrected one can be corrected in turn.
    expect((await reviseInvoice(ours.as('OWNER'), made.invoice_id)).invoice_id).not.toBe(made.invoice_id)
  })

  it('and was paid: the money waits for the corrected one', async () => {
    const { id } = await ours.sentInvoice()
    await createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id: id, amount: '60' }))
    const { credit_note_id, invoice_id } = await reviseInvoice(ours.as('OWNER'), id)
    expect(await noteNow(credit_note_id)).toMatchObject({
      total: '100.00',
      amount_applied: '40.00',
      amount_unapplied: '60.00',
    })
    expect(await invoiceNow(id)).toMatchObject({ status: 'PAID', amount_paid: '60.00', amount_credited: '40.00' })
    await markInvoiceSent(ours.as('OWNER'), invoice_id)
    const { rows } = await listUnapplied(ours.as('OWNER'), new Cursors('a secret of sixteen'), { limit: 100 })
    const kept = rows.find((row) => row.invoice_id === id)
    expect(presentUnapplied(kept!)).toMatchObject({ reason: 'CREDIT', amount: '60.00' })
    await applyUnapplied(ours.as('OWNER'), kept!.id, { invoice_id })
    expect(await invoiceNow(invoice_id)).toMatchObject({ amount_paid: '60.00', amount_due: '40.00' })
    expect(await noteNow(credit_note_id)).toMatchObject({ amount_unapplied: '0.00' })
  })

  it('after a part was credited: what is left', async () => {
    const { id } = await ours.sentInvoice()
    const part = await createCreditNote(ours.as('OWNER'), id, CreateCreditNote.parse({ amount: '30' }))
    await expect(reviseInvoice(ours.as('OWNER'), id)).rejects.toMatchObject({ code: 'CONFLICT' })
    await markCreditNoteSent(ours.as('OWNER'), part.id)
    const { credit_note_id, invoice_id } = await reviseInvoice(ours.as('OWNER'), id)
    expect([(await noteNow(credit_note_id)).total, (await invoiceNow(invoice_id)).total]).toEqual(['70.00', '100.00'])
  })

  it('is not a draft, not void, nor credited already; TI1 nobody else’s, RB3 not for staff', async () => {
    const draft = await ours.draft()
    await expect(reviseInvoice(ours.as('OWNER'), draft.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    const { id } = await ours.sentInvoice()
    const theirs = await makeBusiness(database)
    await expect(reviseInvoice(theirs.as('OWNER'), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(reviseInvoice(ours.as('STAFF'), id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const note = await createCreditNote(ours.as('OWNER'), id, {})
    await deleteCreditNote(ours.as('OWNER'), note.id)
    await markCreditNoteSent(ours.as('OWNER'), (await createCreditNote(ours.as('OWNER'), id, {})).id)
    await expect(reviseInvoice(ours.as('OWNER'), id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})
