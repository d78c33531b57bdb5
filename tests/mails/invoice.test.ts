import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { letters } from '../../workers/mails/letters.tsx'
import { hasSharedData, SHARED_DATA } from '../support/shared-data.ts'
import { sampleLetter } from './invoice-sample.ts'

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
const shown = (html: string) => html.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)

describe('the invoice letter', () => {
  it('says who, what, until when and where to pay', () => {
    const letter = letters.invoice(sampleLetter({ message: 'Thank you!\nSee you soon' }))
    expect(letter.subject).toBe('Invoice INV-0007: $271.20 CAD by Friday, December 4, 2026')
    expect(letter).toMatchObject({ fromName: 'Maple Corner Plumbing', replyTo: 'hello@maplecorner.example' })
    const facts = [
      '$271.20 CAD',
      'Due Friday, December 4, 2026',
      'Thank you!\nSee you soon',
      'Jane Okafor',
      'Kitchen tap replacement',
      '1 × $180.00',
      'HST 13%',
      '$31.20',
      'Tax ID 12345 6789 RT0001',
      '12 Maple Street, Toronto ON M4B 1B3, Canada',
    ]
    for (const fact of facts) {
      expect(letter.html, fact).toContain(fact)
      expect(letter.text, fact).toContain(fact)
    }
    expect(letter.html).toContain('href="https://hub.example/portal/invoices/k3J9-_example"')
    expect(letter.text.split('\n')).toContain('https://hub.example/portal/invoices/k3J9-_example')
  })

  it('says why a line comes to less than its price', () => {
    const [tap, ...others] = sampleLetter().invoice.line_items
    const offs = [{ percent: '10' }, { amount: '18.00' }]
    const said = offs.map((discount) =>
      letters.invoice(sampleLetter({}, { line_items: [{ ...tap!, discount, amount: '162.00' }, ...others] })),
    )
    for (const kind of ['html', 'text'] as const) {
      expect(said[0]![kind]).toContain('1 × $180.00, 10% off, HST 13%')
      expect(said[1]![kind]).toContain('1 × $180.00, $18.00 off, HST 13%')
    }
  })

  it('carries what a tax invoice must', () => {
    const { contact } = sampleLetter()
    const letter = letters.invoice(
      sampleLetter(
        { contact: { ...contact, tax_id: 'GB123' } },
        { po_number: 'PO-77', reference: 'Kitchen', notes: 'Thank you', terms: 'Guaranteed for a year' },
      ),
    )
    for (const fact of [
      '5 Baldwin St, Toronto ON M5T 1L1, Canada',
      'Tax ID GB123',
      'Friday, November 20, 2026',
      'PO-77',
      'Kitchen',
      '1 × $180.00, HST 13%',
      'Subtotal without tax',
      'HST 13% on $240.00',
      'Thank you',
      'Guaranteed for a year',
    ]) {
      expect(letter.html, fact).toContain(fact)
      expect(letter.text, fact).toContain(fact)
    }
  })

  it('says how to pay besides, and offers to pay only where that was wanted', () => {
    const { business } = sampleLetter()
    const own = { ...business, bank_account: '1234567', bank_routing: '00012-003', payment_instructions: 'Or cash' }
    const letter = letters.invoice(sampleLetter({ business: own, isPaidOnline: false }))
    for (const fact of ['View the invoice', 'Transit and institution', '00012-003', '1234567', 'INV-0007', 'Or cash']) {
      expect(letter.html, fact).toContain(fact)
      expect(letter.text, fact).toContain(fact)
    }
    expect(letter.text).not.toContain('View and pay')
    expect(letters.invoice(sampleLetter()).text).not.toContain('How to pay')
  })

  it('says what was paid already', () => {
    const letter = letters.invoice(sampleLetter({}, { amount_paid: '71.20', amount_due: '200.00' }))
    for (const body of [letter.html, letter.text]) {
      expect(body).toContain('−$71.20')
      expect(body).toContain('$200.00 CAD')
    }
  })

  it('keeps long invoices short', () => {
    const [line] = sampleLetter().invoice.line_items
    const letter = letters.invoice(sampleLetter({}, { line_items: Array.from({ length: 200 }, () => line!) }))
    expect(letter.text).toContain('and 180 more')
    expect(letter.html.length).toBeLessThan(20_000)
  })

  it('leaves out an address for replies that is none', () => {
    const { business } = sampleLetter()
    expect(letters.invoice(sampleLetter({ business: { ...business, email: 'not an address' } }))).not.toHaveProperty(
      'replyTo',
    )
    expect(letters.invoice(sampleLetter({ business: { ...business, email: null } }))).not.toHaveProperty('replyTo')
  })

  it('PT7 tells nothing internal', () => {
    const letter = letters.invoice(sampleLetter())
    for (const secret of ['CANARY-internal', 'user_1', '0190b7a0']) expect(JSON.stringify(letter)).not.toContain(secret)
  })

  it.each(['\r\nBcc: all@example.com', '\u2028X: 1', 'a\u0000b', '\u202Egpj.exe', '\u0085Bcc: x'])(
    'EM4 keeps one subject line: %j',
    (name) => {
      const { business } = sampleLetter()
      const { subject } = letters.invoice(sampleLetter({ business: { ...business, name: `Maple${name}` } }))
      expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E]/u)
    },
  )
})

describe.skipIf(!hasSharedData)('XS1 naughty strings', () => {
  const strings = naughty()

  it('stand in the letter as text, unchanged', () => {
    expect(strings.length).toBeGreaterThan(200)
    for (const text of strings) {
      const sample = sampleLetter({ message: text, contact: { ...sampleLetter().contact, display_name: text } })
      sample.business.name = text
      sample.invoice.line_items[0]!.name = text
      sample.invoice.taxes[0]!.name = text
      const letter = letters.invoice(sample)
      expect(letter.text).toContain(text)
      expect(shown(letter.html)).toContain(text)
      expect(tagsOf(letter.html)).toEqual(TAGS)
    }
  })
})

const TAGS = tagsOf(letters.invoice(sampleLetter({ message: 'x' })).html)

/** The elements of a page in order: text that became markup would show here. */
function tagsOf(html: string): string[] {
  return [...html.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name]) => name!)
}

function naughty(): string[] {
  if (!hasSharedData) return []
  const all = JSON.parse(readFileSync(join(SHARED_DATA, 'strings/naughty.json'), 'utf8')) as string[]
  return all.filter((text) => text !== '' && text.isWellFormed() && !text.includes('\u0000'))
}
