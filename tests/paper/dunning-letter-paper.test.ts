import { expect, it } from 'vitest'
import { dunningLetterPaper } from '../../workers/paper/dunning-letter-paper.ts'
import { sampleInvoice } from '../portal/sample.ts'

const letter = (change: object) =>
  dunningLetterPaper({ ...sampleInvoice({ today: '2026-12-20' }), ar_stage: 'NONE', days_late: 16, ...change } as never)

it('says what is due, since when, and asks as often as it was asked for', () => {
  const { title, amount, sums, notes } = letter({ amount_paid: '71.20', amount_due: '200.00' })
  expect(title).toBe('Payment reminder, invoice INV-1042')
  expect(amount).toMatchObject({ amount: '$200.00 CAD', text: expect.stringMatching(/^Was due .*, 16 days ago$/) })
  expect(sums.map(({ label, amount }) => `${label}: ${amount}`)).toEqual([
    'Total: $271.20',
    'Paid: −$71.20',
    'Amount due: $200.00',
  ])
  expect(notes[0]?.text).toContain('in the next days')
  expect(letter({ ar_stage: 'REMINDER_2' }).kind).toBe('Second reminder')
  expect(letter({ ar_stage: 'COLLECTIONS' }).notes[0]?.text).toContain('Please pay it now')
  expect(letter({ days_late: 1 }).amount?.text).toMatch(/, a day ago$/)
})
