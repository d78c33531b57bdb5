import { describe, expect, it } from 'vitest'
import { dueChoice, dueRange } from '../../../web/models/due-dates.ts'

const TODAY = '2026-12-28'

describe('when it is due', () => {
  it.each([
    [{ due: '7' }, '7', { due_from: '2026-12-28', due_to: '2027-01-04' }],
    [{ due: '30', due_from: '2020-01-01' }, '30', { due_from: '2026-12-28', due_to: '2027-01-27' }],
    [{}, '', { due_from: '', due_to: '' }],
    [{ due: 'whenever' }, '', { due_from: '', due_to: '' }],
    [{ due: 'custom' }, 'custom', { due_from: '', due_to: '' }],
    [{ due_to: '2026-11-30' }, 'custom', { due_from: '', due_to: '2026-11-30' }],
  ])('%o is the choice "%s"', (query, choice, range) => {
    expect(dueChoice(query)).toBe(choice)
    expect(dueRange(query, TODAY)).toEqual(range)
  })

  it.each(['2026-02-30', '0202-12-04', '3000-01-01', 'soon'])('%s in an address is not asked for', (day) =>
    expect(dueRange({ due_from: day, due_to: '2026-12-04' }, TODAY)).toEqual({ due_from: '', due_to: '2026-12-04' }),
  )

  it('waits for today only where it counts from today', () => {
    expect(dueRange({ due: '7' }, null)).toBeNull()
    expect(dueRange({ due_from: '2026-12-04' }, null)).toEqual({ due_from: '2026-12-04', due_to: '' })
  })
})
