import { describe, expect, it } from 'vitest'
import { accounts } from '../../../core/domain/statements/account.ts'
import { ageing, daysLate } from '../../../core/domain/statements/ageing.ts'

const eur = (amount: bigint) => ({ currency: 'EUR', amount })

describe('an account of a customer', () => {
  it('begins with what was before, and each movement is followed by the balance after it', () => {
    const [account] = accounts(
      { before: [eur(500n)], movements: [eur(1_000n), eur(-1_200n), eur(-400n)], dues: [] },
      '2026-03-31',
    )
    expect(account).toMatchObject({ opening: 500n, closing: -100n, unapplied: 100n })
    expect(account!.entries.map(({ balance }) => balance)).toEqual([1_500n, 300n, -100n])
  })

  it('is one for each currency, in their order, and none where nothing ever moved', () => {
    const movements = [{ currency: 'USD', amount: 7n }, eur(5n)]
    const found = accounts({ before: [{ currency: 'CAD', amount: 3n }], movements, dues: [] }, '2026-03-31')
    expect(found.map(({ currency, closing }) => [currency, closing])).toEqual([
      ['CAD', 3n],
      ['EUR', 5n],
      ['USD', 7n],
    ])
    expect(accounts({ before: [], movements: [], dues: [] }, '2026-03-31')).toEqual([])
  })

  it('says what is due by its age: the day itself is not late, the thirtieth and the thirty-first are apart', () => {
    const days = [
      '2026-03-31',
      '2026-03-30',
      '2026-03-01',
      '2026-02-28',
      '2026-01-30',
      '2026-01-29',
      '2025-12-31',
      '2025-12-30',
    ]
    expect(days.map((day) => daysLate(day, '2026-03-31'))).toEqual([0, 1, 30, 31, 60, 61, 90, 91])
    expect(
      ageing(
        days.map((due_date, at) => ({ due_date, due: 10n ** BigInt(at) })),
        '2026-03-31',
      ),
    ).toEqual({
      not_due: 1n,
      days_1_30: 110n,
      days_31_60: 11_000n,
      days_61_90: 1_100_000n,
      days_over_90: 10_000_000n,
      total: 11_111_111n,
    })
  })
})
