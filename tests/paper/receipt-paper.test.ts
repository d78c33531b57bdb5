import { expect, it } from 'vitest'
import { receiptPaper } from '../../workers/paper/receipt-paper.ts'
import { sampleInvoice } from '../portal/sample.ts'

const CARD = { method_label: 'Card', receipt_url: null }
const receipt = (change: Parameters<typeof sampleInvoice>[0]) => {
  const paper = receiptPaper(sampleInvoice({ today: '2026-12-06', ...change }))
  return { ...paper, paid: paper.sums.slice(paper.sums.findIndex(({ label }) => label === 'Total') + 1) }
}

it('says the day where the business is, what with, and that nothing is left', () => {
  const { mark, amount, paid, title } = receipt({
    status: 'PAID',
    amount_paid: '271.20',
    amount_due: '0.00',
    // Still the third in Toronto.
    payments: [{ amount: '271.20', paid_at: '2026-12-04T03:30:00.000Z', ...CARD }],
  })
  expect({ title, mark, paid, amount }).toEqual({
    title: 'Receipt for invoice INV-1042',
    mark: { word: 'PAID', tone: 'good', text: 'As of Sunday, December 6, 2026' },
    amount: {
      label: 'Amount paid',
      amount: '$271.20 CAD',
      text: 'Paid Thursday, December 3, 2026',
      hasRoomForLink: false,
    },
    paid: [
      { label: 'Paid Thursday, December 3, 2026, Card', amount: '−$271.20', isStrong: false },
      { label: 'Left to pay', amount: '$0.00', isStrong: true },
    ],
  })
})

it('adds what went back again', () => {
  const { mark, amount, paid } = receipt({
    amount_paid: '200.00',
    amount_due: '71.20',
    payments: [
      { amount: '271.20', paid_at: '2026-12-03T17:00:00.000Z', ...CARD },
      { amount: '-71.20', paid_at: '2026-12-05T17:00:00.000Z', method_label: null, receipt_url: null },
    ],
  })
  expect(mark?.word).toBe('PAID IN PART')
  expect(amount?.amount).toBe('$200.00 CAD')
  expect(paid.map(({ label, amount }) => `${label}: ${amount}`)).toEqual([
    'Paid Thursday, December 3, 2026, Card: −$271.20',
    'Refunded Saturday, December 5, 2026: $71.20',
    'Amount due: $71.20',
  ])
})
