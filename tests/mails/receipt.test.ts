import { describe, expect, it } from 'vitest'
import { type ReceiptLetter, receiptLetter } from '../../workers/mails/receipt.tsx'
import { sampleLetter } from './invoice-sample.ts'

function sample(change: Partial<ReceiptLetter> = {}): ReceiptLetter {
  const { business, contact, url } = sampleLetter()
  return {
    business,
    contact,
    url,
    timezone: 'America/Toronto',
    invoice: { invoice_number: 'INV-0007', currency: 'CAD', total: '271.20', amount_due: '71.20' },
    payment: { applied: '200.00', paid_at: '2026-11-21T03:12:00.000Z', method_label: 'Visa ending 4242' },
    ...change,
  }
}

describe('the receipt', () => {
  it('says how much came, when, with what, and what is left', () => {
    const letter = receiptLetter(sample())
    expect(letter.subject).toBe('Receipt for invoice INV-0007 from Maple Corner Plumbing')
    for (const fact of [
      '$200.00 CAD',
      'Friday, November 20, 2026',
      'Visa ending 4242',
      '$271.20 CAD',
      '$71.20 CAD',
      'Jane Okafor',
    ]) {
      expect(letter.html, fact).toContain(fact)
      expect(letter.text, fact).toContain(fact)
    }
    expect(letter.text.split('\n')).toContain('https://hub.example/portal/invoices/k3J9-_example')
  })

  it('XS1 EM4 keeps a name as text and the subject on one line', () => {
    const name = '<img src=x onerror=alert(1)>\r\nBcc: a@b.example'
    const letter = receiptLetter(sample({ business: { ...sample().business, name } }))
    expect(letter.html).not.toContain('<img')
    expect(letter.subject).not.toMatch(/[\r\n]/)
  })
})
