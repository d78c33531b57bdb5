import { beforeAll, describe, expect, it } from 'vitest'
import type { PortalInvoice } from '../../core/contract/portal.ts'
import { withPayLink } from '../../workers/paper/draw/draw.ts'
import { invoicePaper } from '../../workers/paper/invoice-paper.ts'
import { sampleInvoice } from '../portal/sample.ts'
import { paperDrawer } from '../support/papers.ts'
import { hasPdfText, pdfPages, pdfText } from '../support/pdf-text.ts'

let drawer: Awaited<ReturnType<typeof paperDrawer>>
beforeAll(async () => {
  drawer = await paperDrawer()
}, 60_000)

const draw = (change: Partial<PortalInvoice> = {}) => drawer.draw(invoicePaper(sampleInvoice(change)))
const LINE = sampleInvoice().line_items[0]!
const business = (change: Partial<PortalInvoice['business']>) => ({ ...sampleInvoice().business, ...change })
const customer = (display_name: string) => ({ ...sampleInvoice().customer, display_name })
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

const KITCHEN = [
  'Tap',
  'Sink, steel',
  'Pipe 15 mm',
  'Elbow 90°',
  'Sealant',
  'Wall plate',
  'Call-out',
  'Night rate',
  'Waste disposer',
  'Trap 40 mm',
]
const sixty = (names: readonly string[]) =>
  Array.from({ length: 60 }, (_, n) => ({
    ...LINE,
    name: `${names[n % names.length]} ${n + 1}`,
    description: n % 3 === 0 ? `For room ${n + 1}, fitted and tested` : null,
  }))

describe.skipIf(!hasPdfText())('an invoice on paper, read back', () => {
  it('says who, for whom, when, each line, each tax, the total and what is due', async () => {
    const [first, ...more] = pdfPages(
      await draw({ reference: 'Kitchen', po_number: 'PO 77', notes: 'Thank you\nCome again' }),
    )
    expect(more).toEqual([])
    for (const line of [
      'Maple Corner Plumbing',
      'Invoice',
      'Jane Okafor Payment due Friday, December 4, 2026',
      'Order number PO 77',
      'Reference Kitchen',
      'Amount due',
      '$271.20 CAD',
      'Due Friday, December 4, 2026',
      'Description Quantity Price Tax Amount',
      'Kitchen tap replacement 1 $180.00 HST 13% $180.00',
      'Call-out 1 visit $60.00 HST 13% $60.00',
      'Toronto core',
      'Subtotal without tax $240.00',
      'HST 13% on $240.00 $31.20',
      'Total $271.20',
      'Thank you',
      'Come again',
      'Maple Corner Plumbing · Invoice INV-1042 Page 1 of 1',
    ])
      expect(first?.join('\n')).toContain(line)
  })

  it('goes on over pages: the header of the lines again on each, and which page of how many', async () => {
    const bytes = await draw({ line_items: sixty(KITCHEN) })
    const pages = pdfPages(bytes)
    expect(pages.length).toBeGreaterThan(2)
    const all = pages.flat()
    for (let n = 1; n <= 60; n += 1)
      expect(all.filter((line) => line === `${KITCHEN[(n - 1) % 10]} ${n} 1 $180.00 HST 13% $180.00`)).toHaveLength(1)
    pages.forEach((page, index) => {
      expect(page.at(-1)).toBe(`Maple Corner Plumbing · Invoice INV-1042 Page ${index + 1} of ${pages.length}`)
      if (index > 0) expect(page[0]).toBe('Invoice INV-1042, continued')
      if (page.some((line) => line.includes('HST 13% $180.00')))
        expect(page).toContain('Description Quantity Price Tax Amount')
    })
    expect(bytes.length).toBeLessThan(60_000)
  })

  it('is small in Japanese as well, and reads no font that it does not need', async () => {
    const before = drawer.read.length
    const bytes = await draw({
      line_items: sixty(['蛇口の交換作業', '排水管の洗浄', '夜間出張料金', '浴室の防水工事', '給湯器点検']),
      customer: customer('株式会社山田製作所'),
      business: business({ name: '東京水道サービス', language: 'ja', country: 'JP' }),
      currency: 'JPY',
    })
    expect(bytes.length).toBeLessThan(150_000)
    expect(drawer.read.slice(before).join()).toMatch(/noto-sans-jp/)
    expect(drawer.read.slice(before).join()).not.toMatch(/-sc-|-kr-|arabic|thai/)
    expect(pdfText(bytes)).toContain('蛇口の交換作業 1')
  })

  it('breaks words that are longer than their column, and loses none of them', async () => {
    const long = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(3)
    const text = pdfText(
      await draw({
        line_items: [
          { ...LINE, name: long, description: 'x'.repeat(1_900), qty: '123456789.123456', rate: '98765432.123456' },
        ],
        customer: customer(`Jane ${'O'.repeat(190)}`),
      }),
    )
    const count = (letter: string) => text.split(letter).length - 1
    expect([count('ü'), count('z')]).toEqual([long.split('ü').length - 1, long.split('z').length - 1])
    expect(count('x')).toBeGreaterThanOrEqual(1_900)
    expect(count('O')).toBeGreaterThanOrEqual(190)
  })

  it.each([
    [
      'PAID',
      { amount_paid: '271.20', amount_due: '0.00' },
      ['Paid −$271.20', 'Amount due $0.00', 'As of Friday, November 20, 2026'],
    ],
    ['VOID', { amount_due: '0.00' }, ['As of Friday, November 20, 2026 there is nothing to pay']],
    ['DRAFT', { invoice_number: '' }, ['Not sent yet: it may still change']],
  ] as const)('says %s where it is that, and asks for nothing', async (status, change, lines) => {
    const text = pdfText(await draw({ status, ...change }))
    expect(text.split('\n')).toContain(status)
    for (const line of lines) expect(text).toContain(line)
    expect(text).not.toContain('Amount due\n')
  })

  it('says of one that is paid in part what is left, and on which day', async () => {
    const text = pdfText(await draw({ status: 'PARTIALLY_PAID', amount_paid: '71.20', amount_due: '200.00' }))
    for (const line of ['$200.00 CAD', 'Paid −$71.20', 'Amount due $200.00', 'As of Friday, November 20, 2026'])
      expect(text).toContain(line)
  })

  it('writes amounts without decimals where the currency has none', async () => {
    const yen = { currency: 'JPY', subtotal: '24000', tax_total: '2400', total: '26400', amount_due: '26400' }
    const text = pdfText(
      await draw({
        ...yen,
        line_items: [{ ...LINE, rate: '24000', amount: '24000' }],
        taxes: [{ name: '消費税', percent: '10', taxable: '24000', tax: '2400' }],
      }),
    )
    expect(text).toContain('消費税 10% on ¥24,000 ¥2,400')
    expect(text).toContain('Total ¥26,400')
  })

  it('says how to pay besides, and only while there is something to pay', async () => {
    const ways = business({ bank_iban: 'DE89370400440532013000', payment_instructions: 'Name the number' })
    const open = pdfText(await draw({ business: ways }))
    for (const line of ['How to pay', 'IBAN DE89 3704 0044 0532 0130 00', 'Reference INV-1042', 'Name the number'])
      expect(open).toContain(line)
    expect(pdfText(await draw({ business: ways, status: 'VOID' }))).not.toContain('IBAN')
  })
})

describe('the link to pay', () => {
  const URL = `https://hub.example/portal/invoices/${'Ab3_'.repeat(10)}xyz`

  it('is added behind the end of the file, of which no byte changes', async () => {
    const bytes = await draw()
    const linked = await withPayLink(bytes, URL)
    expect(latin1(linked).startsWith(latin1(bytes))).toBe(true)
    expect(latin1(bytes)).not.toContain('hub.example')
    expect(linked.length - bytes.length).toBeLessThan(8_000)
    if (hasPdfText()) expect(pdfText(linked)).toContain('Pay online at hub.example')
    const { PDFDocument } = await import('@cantoo/pdf-lib')
    const doc = await PDFDocument.load(linked)
    const [annotation] = doc.getPage(0).node.Annots()?.asArray() ?? []
    expect(String(doc.context.lookup(annotation))).toContain(URL)
  })

  it('is not where nothing is to be paid', async () => {
    const bytes = await draw({ status: 'PAID', amount_paid: '271.20', amount_due: '0.00' })
    expect(await withPayLink(bytes, URL)).toBe(bytes)
  })
})

describe('the file of a paper', () => {
  it.each([
    ['CA', '612 792'],
    ['US', '612 792'],
    ['DE', '595.28 841.89'],
    [null, '595.28 841.89'],
  ])('of a business in %s has sheets of %s points', async (country, size) => {
    const { PDFDocument } = await import('@cantoo/pdf-lib')
    const doc = await PDFDocument.load(await draw({ business: business({ country }) }))
    const { width, height } = doc.getPage(0).getSize()
    expect(`${width} ${height}`).toBe(size)
  })

  it('says its title, its language, its maker and its structure', async () => {
    const { PDFDocument, PDFName } = await import('@cantoo/pdf-lib')
    const doc = await PDFDocument.load(await draw(), { updateMetadata: false })
    expect(doc.getTitle()).toBe('Invoice INV-1042')
    expect(doc.getAuthor()).toBe('Maple Corner Plumbing')
    expect(String(doc.catalog.get(PDFName.of('Lang')))).toBe('(en-CA)')
    expect(String(doc.catalog.get(PDFName.of('MarkInfo')))).toContain('/Marked true')
    expect(doc.catalog.get(PDFName.of('StructTreeRoot'))).toBeDefined()
  })

  it('is the same each time it is drawn of the same', async () => {
    expect(latin1(await draw())).toBe(latin1(await draw()))
  })

  it('has the logo in it, and stands without one that cannot be read', async () => {
    const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    expect(latin1(await draw({ business: business({ logo: `data:image/png;base64,${dot}` }) }))).toContain('/Image')
    for (const logo of ['data:image/png;base64,AAAA', 'data:image/webp;base64,AAAA', 'javascript:alert(1)'])
      expect((await draw({ business: business({ logo }) })).length).toBeGreaterThan(1_000)
  })
})
