import { describe, expect, it } from 'vitest'
import { firstMonth, monthAfter, statementMorning } from '../../../core/domain/statements/month.ts'

describe('the morning of a month’s statements', () => {
  it('is nine where the business is', () => {
    expect(statementMorning('America/Toronto', '2026-12', 5).toISOString()).toBe('2026-12-05T14:00:00.000Z')
    expect(statementMorning('Pacific/Kiritimati', '2026-12', 5).toISOString()).toBe('2026-12-04T19:00:00.000Z')
  })

  it('of a new rule is the next that comes, today while it is early', () => {
    const at = (text: string) => firstMonth('Europe/Berlin', 5, new Date(text))
    expect(at('2026-12-05T07:59:00Z')).toBe('2026-12')
    expect(at('2026-12-05T08:00:00Z')).toBe('2027-01')
    expect(at('2026-12-31T23:30:00Z')).toBe('2027-01')
    expect(monthAfter('2026-12')).toBe('2027-01')
  })
})
