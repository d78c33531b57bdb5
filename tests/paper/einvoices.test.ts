import { beforeAll, describe, expect, it } from 'vitest'
import { sumsOf } from '../../core/domain/documents/sums.ts'
import { formatsFor } from '../../workers/documents/format.ts'
import { invoicePaper } from '../../workers/paper/invoice-paper.ts'
import { EINVOICES, einvoice } from '../support/einvoices.ts'
import { paperDrawer } from '../support/papers.ts'
import { hasPdfText, pdfPages } from '../support/pdf-text.ts'
import { hasSharedData } from '../support/shared-data.ts'

let drawer: Awaited<ReturnType<typeof paperDrawer>>
beforeAll(async () => {
  drawer = await paperDrawer()
}, 60_000)

/** Words of a name that stand on a line of their own, or before figures. */
const squeezed = (text: string) => text.replaceAll(/\s+/g, '')

describe.skipIf(!hasSharedData || !hasPdfText())('official invoices of EN 16931 on paper', () => {
  it.each(EINVOICES)('%s: every line, tax and total', async (file) => {
    const invoice = einvoice(file)
    const formats = formatsFor(invoice.business, invoice.currency)
    const lines = pdfPages(await drawer.draw(invoicePaper(invoice))).flat()
    expect(lines).toContain(`Invoice`)
    expect(lines.join('\n')).toContain(invoice.business.name)
    for (const word of invoice.customer.display_name.split(' ')) expect(lines.join('\n')).toContain(word)
    for (const { name, qty, rate, amount, tax_name, tax_percent } of invoice.line_items) {
      const tax = tax_name === null ? 'no tax' : `${tax_name} ${formats.percent(tax_percent!)}`
      const figures = `${formats.quantity(qty)} ${formats.price(rate)} ${invoice.taxes.length > 0 ? `${tax} ` : ''}${formats.money(amount)}`
      const [first] = name.split(/\s+/)
      expect(
        lines.some((line) => squeezed(line).startsWith(squeezed(first!)) && squeezed(line).endsWith(squeezed(figures))),
        `${name} ${figures} in\n${lines.join('\n')}`,
      ).toBe(true)
    }
    for (const { label, amount } of sumsOf(invoice, formats, invoice.charge_names.join(', ') || 'Charges'))
      expect(squeezed(lines.join('\n'))).toContain(squeezed(`${label}${formats.money(amount)}`))
    expect(squeezed(lines.join('\n'))).toContain(squeezed(formats.money(invoice.amount_due)))
  })
})
