import { describe, expect, it } from 'vitest'
import { paidPercent, statusSteps } from '../../../web/models/invoice-steps.ts'
import { nextOf } from '../../../web/pages/invoices/detail/three.tsx'
import { dispute, invoiceOf, summaries } from '../support/maple.ts'

const invoice = (number: string | null) => invoiceOf(summaries.find((each) => each.invoice_number === number)!)
const shape = (number: string | null) => statusSteps(invoice(number), null).map((step) => `${step.name} ${step.state}`)

describe('statusSteps', () => {
  it('stands at the last thing that happened', () => {
    expect(shape(null)).toEqual(['Draft now', 'Sent ahead', 'Seen ahead', 'Paid ahead'])
    expect(shape('INV-1042')).toEqual(['Draft done', 'Sent done', 'Seen now', 'Paid ahead'])
    expect(shape('INV-1039')).toEqual(['Draft done', 'Sent done', 'Seen done', 'Partly paid now', 'Paid ahead'])
    expect(shape('INV-1041')).toEqual(['Draft done', 'Sent done', 'Seen done', 'Paid done'])
    expect(shape('INV-1040').at(-1)).toBe('Void now')
  })
})

it('knows how far it is paid without floats', () => {
  expect(paidPercent('400.00', '858.80')).toBe(46)
  expect(paidPercent('0.00', '0.00')).toBe(0)
  expect(paidPercent('90071992547409.91', '90071992547409.91')).toBe(100)
})

it('says what is next', () => {
  const sent = invoice('INV-1042')
  expect(nextOf(sent, '2026-12-06', true)[0]).toBe('2 days late')
  expect(nextOf(sent, '2026-12-04', true)[0]).toBe('Due today')
  const paid = { ...sent, status: 'PAID' as const }
  expect(nextOf(paid, '2026-12-06', true)[0]).toBe('Nothing')
  expect(nextOf({ ...paid, disputes: [dispute] }, '2026-12-06', true)[0]).toBe('Answer the bank')
  expect(nextOf({ ...paid, disputes: [{ ...dispute, respond_url: null }] }, '2026-12-06', true)[0]).toBe(
    'Wait for the bank',
  )
  expect(nextOf({ ...paid, disputes: [{ ...dispute, open: false }] }, '2026-12-06', true)[0]).toBe('Nothing')
  expect(nextOf(invoice(null), '2026-11-20', true)[0]).toBe('Send it')
  expect(nextOf(invoice(null), '2026-11-20', false)[0]).toBe('To be sent')
  expect(nextOf(sent, '2026-12-06', true)[1]).toContain('send a reminder')
  expect(nextOf(sent, '2026-12-06', false)[1]).not.toContain('send a reminder')
})
