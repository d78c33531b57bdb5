import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PortalInvoice } from '../../core/contract/portal.ts'
import { voidedPage } from '../../workers/portal/invoice.tsx'
import { invoicePage, type Return } from '../../workers/portal/invoice-page.tsx'
import { hasSharedData, SHARED_DATA } from '../support/shared-data.ts'
import { sampleInvoice } from './sample.ts'

const PATH = '/portal/invoices/token'
const shown = (change: Partial<PortalInvoice> = {}, from: Partial<Return> = {}) => {
  const page = invoicePage(sampleInvoice(change), PATH, { outcome: null, looks: 0, ...from })
  return { ...page, html: String(page.body) }
}
const textOf = (html: string) =>
  html.replace(/<[^>]*>/g, ' ').replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name]!)
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

describe('states of the page', () => {
  it('payable: one form, whose label repeats the amount', () => {
    const { html, title } = shown()
    expect(title).toBe('Invoice INV-1042 from Maple Corner Plumbing')
    expect(html.match(/<form/g)).toHaveLength(1)
    expect(textOf(html)).toMatch(/Pay \$271\.20/)
    expect(html).not.toContain('role="status"')
  })

  it.each([
    ['pending', {}, 'Your bank payment is on its way'],
    ['confirming', { outcome: 'done' }, 'We are confirming your payment'],
    ['closed', {}, 'Due Friday, December 4, 2026'],
  ] as const)('%s: nothing to press', (pay_state, from, text) => {
    const { html } = shown({ pay_state }, from)
    expect(textOf(html)).toContain(text)
    expect(html).not.toContain('<form')
  })

  it('of a business that was closed: where to pay and ask instead, and nothing to press', () => {
    const { html } = shown({ business_closed: true, pay_state: 'closed' })
    const text = textOf(html).replace(/\s+/g, ' ')
    expect(text).toContain('Maple Corner Plumbing is closed here')
    expect(text).toMatch(/takes no payments, answers or messages on this page any more\. Reach it by mail: .+@.+/)
    expect(text).toContain('Due Friday, December 4, 2026')
    expect(html).not.toMatch(/<form|\/ask|How to pay/)
  })

  it('says what one of a line is, where it was said', () => {
    const text = textOf(shown().html).replace(/\s+/g, ' ')
    expect(text).toContain('1 × $180.00')
    expect(text).toContain('1 visit × $60.00')
  })

  it('carries what a tax invoice must: days, parties, numbers, rates, bases', () => {
    const { business, customer } = sampleInvoice()
    const [tap, callOut] = sampleInvoice().line_items
    const parts = [
      { name: 'GST', percent: '5', compound: false },
      { name: 'QST', percent: '9.975', compound: false },
    ]
    const { html } = shown({
      business: { ...business, tax_id: '123 RT' },
      customer: { ...customer, company_name: 'Okafor Ltd', tax_id: 'GB123' },
      po_number: 'PO-77',
      reference: 'Kitchen',
      terms: 'Guaranteed for a year',
      line_items: [
        { ...tap!, tax_name: 'Quebec', tax_percent: '14.975', tax_parts: parts },
        { ...callOut!, tax_name: null, tax_percent: null },
      ],
      taxes: [
        { name: 'GST', percent: '5', taxable: '180.00', tax: '9.00' },
        { name: 'QST', percent: '9.975', taxable: '180.00', tax: '17.96' },
      ],
    })
    const text = textOf(html).replace(/\s+/g, ' ')
    for (const fact of [
      'Okafor Ltd 5 Baldwin St, Toronto ON M5T 1L1, Canada Tax ID GB123',
      'Issued Friday, November 20, 2026',
      'Payment due Friday, December 4, 2026',
      'Order number PO-77',
      'Reference Kitchen',
      '1 × $180.00, GST 5% + QST 9.975%',
      '1 visit × $60.00, no tax',
      'Subtotal without tax $240.00',
      'GST 5% on $180.00 $9.00',
      'QST 9.975% on $180.00 $17.96',
      'Guaranteed for a year',
      '12 Maple Street, Toronto ON M4B 1B3, Canada',
      'Tax ID 123 RT',
    ])
      expect(text).toContain(fact)
  })

  it('names the subtotal with tax where prices have it inside, as German shops write', () => {
    const { business } = sampleInvoice()
    const { html } = shown({
      business: { ...business, language: 'de', country: 'DE', city: 'Berlin', region: null, postal_code: '10115' },
      currency: 'EUR',
      prices_include_tax: true,
      taxes: [{ name: 'USt', percent: '19', taxable: '201.68', tax: '38.32' }],
      subtotal: '201.68',
      total: '240.00',
    })
    const text = textOf(html).replace(/\s+/g, ' ')
    expect(text).toContain('Subtotal with tax 240,00 €')
    expect(text).toContain('Subtotal without tax 201,68 €')
    expect(text).toMatch(/USt 19 ?% on 201,68 € 38,32 €/)
    expect(text).toContain('12 Maple Street, 10115 Berlin, Deutschland')
  })

  it('says how to pay besides, above all where nothing else works', () => {
    const { business } = sampleInvoice()
    const own = { ...business, bank_iban: 'DE89370400440532013000', payment_instructions: 'Or cash\nat the shop' }
    const besides = shown({ business: own }).html
    expect(textOf(besides)).toContain('Other ways to pay')
    expect(textOf(besides)).toMatch(/IBAN\s+DE89 3704 0044 0532 0130 00/)
    const alone = shown({ business: own, pay_state: 'unavailable' }).html
    expect(textOf(alone)).toContain('How to pay')
    expect(textOf(alone)).toMatch(/Reference\s+INV-1042\s+Or cash\nat the shop/)
    expect(alone).not.toContain('cannot be paid online')
    for (const pay_state of ['pending', 'confirming', 'closed'] as const)
      expect(shown({ business: own, pay_state }).html).not.toContain('IBAN')
  })

  it('not payable online: says how to ask', () => {
    const { html } = shown({ pay_state: 'unavailable' })
    expect(textOf(html)).toMatch(/cannot be paid online\. Ask\s+Maple Corner Plumbing\s+how to pay: \+1 416 555 0123/)
    expect(html).not.toContain('<form')
    expect(html).not.toContain('Stripe')
  })

  it('after a failed payment: nothing was charged, and it can be paid again', () => {
    for (const { html } of [shown({}, { outcome: 'canceled' }), shown({ last_payment_failed: true })]) {
      expect(textOf(html)).toContain('Nothing was charged')
      expect(html).toContain('<form')
    }
  })

  it('looks again a few times only while it is being confirmed', () => {
    const refreshes = [0, 4, 5, 9].map(
      (looks) => shown({ pay_state: 'confirming' }, { outcome: 'done', looks }).refresh,
    )
    expect(refreshes).toEqual([
      { seconds: 3, to: '?checkout=done&looks=1' },
      { seconds: 3, to: '?checkout=done&looks=5' },
      null,
      null,
    ])
    expect(shown({}, { outcome: 'done' }).refresh).toBeNull()
  })

  it('paid: a receipt with each payment in the zone of the business', () => {
    const { html, title } = shown({
      status: 'PAID',
      pay_state: 'closed',
      amount_paid: '271.20',
      amount_due: '0.00',
      payments: [
        { amount: '100.00', paid_at: '2026-11-21T03:12:00.000Z', method_label: 'Cash', receipt_url: null },
        {
          amount: '171.20',
          paid_at: '2026-11-22T15:12:00.000Z',
          method_label: 'Visa ending 4242',
          receipt_url: 'https://pay.example/r/1',
        },
      ],
    })
    expect(title).toContain('Receipt')
    const text = textOf(html)
    for (const fact of [
      'Paid, thank you',
      'Friday, November 20, 2026',
      'Sunday, November 22, 2026',
      'Cash',
      'Visa ending 4242',
      '$171.20',
      '−$271.20',
    ])
      expect(text).toContain(fact)
    expect(html).toContain('href="https://pay.example/r/1"')
    expect(text).not.toMatch(/Due |Pay \$/)
  })

  it('voided: who to ask, nothing to press', () => {
    const html = String(voidedPage(sampleInvoice({ status: 'VOID', pay_state: 'closed' }), PATH).body)
    expect(textOf(html)).toContain('This invoice was voided')
    expect(html).not.toContain('<form')
    expect(html).toContain(`href="${PATH}/ask"`)
  })
})

describe('sums', () => {
  it('show discount, charges, every tax and what was paid', () => {
    const text = textOf(
      shown({
        discount_total: '24.00',
        charge_total: '10.00',
        charge_names: ['Delivery', 'Rush'],
        taxes: [
          { name: 'GST', percent: '5', taxable: '226.00', tax: '11.30' },
          { name: 'QST', percent: '9.975', taxable: '226.00', tax: '22.54' },
        ],
        total: '259.84',
        amount_paid: '59.84',
        amount_due: '200.00',
      }).html,
    )
    const rows = [
      /Discount\s+−\$24\.00/,
      /Delivery, Rush\s+\$10\.00/,
      /GST 5% on \$226\.00\s+\$11\.30/,
      /QST 9\.975% on \$226\.00\s+\$22\.54/,
      /Total\s+\$259\.84/,
      /Paid\s+−\$59\.84/,
      /Amount due\s+\$200\.00/,
      /Partly paid/,
    ]
    for (const row of rows) expect(text).toMatch(row)
  })
})

describe('when it is due', () => {
  it.each([
    ['2026-12-04', 'Due in 14 days'],
    ['2026-11-21', 'Due tomorrow'],
    ['2026-11-20', 'Due today'],
    ['2026-11-19', '1 day overdue'],
    ['2026-11-01', '19 days overdue'],
    ['2027-03-01', 'Not due yet'],
  ])('%s on 2026-11-20: %s', (due_date, text) => expect(textOf(shown({ due_date }).html)).toContain(text))
})

describe('XS2 addresses', () => {
  const business = sampleInvoice().business
  it.each(['javascript:alert(1)', 'data:text/html,x', ' javascript:alert(1)', 'JaVaScRiPt:x', '//x', 'not an address'])(
    'a receipt at %s is no link',
    (receipt_url) => {
      const paid = { amount: '1.00', paid_at: '2026-11-21T03:12:00.000Z', method_label: null, receipt_url }
      expect(shown({ status: 'PAID', payments: [paid] }).html).not.toContain('receipt</a>')
    },
  )

  it.each([
    'https://evil.example/x.png',
    'data:image/svg+xml;base64,AAAA',
    'data:text/html;base64,AAAA',
    'data:image/png;base64,A"onerror="x',
  ])('a logo at %s is no picture', (logo) =>
    expect(shown({ business: { ...business, logo } }).html).not.toContain('<img'),
  )
})

describe.skipIf(!hasSharedData)('XS1 naughty strings', () => {
  const strings = hasSharedData
    ? (JSON.parse(readFileSync(join(SHARED_DATA, 'strings/naughty.json'), 'utf8')) as string[])
    : []
  const clean = strings.filter((text) => text.trim() !== '' && text.isWellFormed() && !text.includes('\u0000'))
  const withText = (text: string) => {
    const sample = sampleInvoice()
    return shown({
      invoice_number: text,
      business: { ...sample.business, name: text, address_line1: text, tax_id: text },
      customer: { ...sample.customer, display_name: text, company_name: text, address_line1: text, tax_id: text },
      po_number: text,
      line_items: [{ ...sample.line_items[0]!, name: text, description: text }],
      charge_names: [text],
      charge_total: '1.00',
      taxes: [{ ...sample.taxes[0]!, name: text }],
      notes: text,
      terms: text,
    })
  }
  const shapeOf = (html: string) => [...html.matchAll(/<\/?[a-z][a-z0-9]*/gi)].map(([tag]) => tag).join('')
  const decoded = (html: string) => html.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name]!)

  it('stand on the page as text, unchanged', () => {
    const shape = shapeOf(withText('x').html)
    expect(clean.length).toBeGreaterThan(200)
    for (const text of clean) {
      const { html } = withText(text)
      expect(shapeOf(html)).toBe(shape)
      expect(decoded(html).split(text).length).toBeGreaterThan(8)
    }
  })
})
