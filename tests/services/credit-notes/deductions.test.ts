import { beforeAll, describe, expect, it } from 'vitest'
import { ApproveQuote } from '../../../core/contract/quotes.ts'
import { createCreditNote } from '../../../core/services/credit-notes/create.ts'
import { markCreditNoteSent } from '../../../core/services/credit-notes/links.ts'
import { reviseInvoice } from '../../../core/services/credit-notes/revise.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { markInvoiceSent } from '../../../core/services/invoices/links.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { approveQuote } from '../../../core/services/quotes/approve.ts'
import { convertQuote } from '../../../core/services/quotes/convert.ts'
import { getQuote } from '../../../core/services/quotes/get.ts'
import { presentQuote } from '../../../core/services/quotes/present.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { sendPorts } from '../../support/fake-mailer.ts'
import { linkedQuote } from '../../support/quoted.ts'

const database = useDatabase()
useBalancedBooks(database)
const { links } = sendPorts()
let ours: TestBusiness
let hst: string
beforeAll(async () => {
  ours = await makeBusiness(database)
  hst = (await createTaxRate(ours.as('OWNER'), { name: 'HST', percent: '13', is_default: false })).id
})
const owner = () => ours.as('OWNER')
const invoiceNow = async (id: string) => presentInvoice(await getInvoice(owner(), id))
const quoteNow = async (id: string) => presentQuote(await getQuote(owner(), id))

/** A quote of 1,130 with a deposit of half of it, approved. */
async function approved() {
  const { id } = await linkedQuote(ours, links, {
    line_items: [{ name: 'Boiler', qty: '1', rate: '1000.00', tax_rate_id: hst }],
    deposit: { percent: '50' },
  })
  await approveQuote(owner(), links, id, ApproveQuote.parse({ note: 'By phone' }))
  return quoteNow(id)
}

async function creditInFull(id: string): Promise<void> {
  await markCreditNoteSent(owner(), (await createCreditNote(owner(), id, {})).id)
}

describe('C-18 what another invoice deducts', () => {
  it('is not deducted any more once it was credited', async () => {
    const quote = await approved()
    await creditInFull(quote.deposit_invoice!.id)
    expect((await invoiceNow((await convertQuote(owner(), quote.id)).invoice_id)).total).toBe('1130.00')
  })

  it('cannot be credited while the final invoice, which is out, deducts it; nor go off in one that is not out yet', async () => {
    const quote = await approved()
    const deposit = quote.deposit_invoice!.id
    const { invoice_id: final } = await convertQuote(owner(), quote.id)
    await markInvoiceSent(owner(), final)
    await expect(createCreditNote(owner(), deposit, {})).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(reviseInvoice(owner(), deposit)).rejects.toMatchObject({ code: 'CONFLICT' })

    const other = await approved()
    const late = (await convertQuote(owner(), other.id)).invoice_id
    await creditInFull(other.deposit_invoice!.id)
    await expect(markInvoiceSent(owner(), late)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'line_items.1.name' }],
    })
  })

  it('stays deducted in the corrected final invoice, which is the quote’s from then on, and can be credited after that', async () => {
    const quote = await approved()
    const { invoice_id: final } = await convertQuote(owner(), quote.id)
    await markInvoiceSent(owner(), final)
    const { invoice_id: corrected } = await reviseInvoice(owner(), final)
    expect(await invoiceNow(corrected)).toMatchObject({ total: '565.00', tax_total: '65.00' })
    expect((await quoteNow(quote.id)).converted_invoice_id).toBe(corrected)
    expect(await invoiceNow(final)).toMatchObject({ status: 'PAID', settled_by: 'CREDIT', amount_credited: '565.00' })
    await markInvoiceSent(owner(), corrected)
    await creditInFull(corrected)
    await creditInFull(quote.deposit_invoice!.id)
  })
})
