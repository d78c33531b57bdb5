import { isExactNumber } from './exact-json.ts'

/** Sums of an archive that a restore has to give again (H-ENT-20), in minor units: columns of an entity that count, and those that count against. */
const SUMS = [
  { name: 'invoices.total', entity: 'invoices', plus: 'total' },
  { name: 'invoices.amount_paid', entity: 'invoices', plus: 'amount_paid' },
  { name: 'invoices.amount_credited', entity: 'invoices', plus: 'amount_credited' },
  { name: 'invoices.amount_due', entity: 'invoices', plus: 'amount_due' },
  { name: 'payments.amount', entity: 'payments', plus: 'amount' },
  { name: 'credit_notes.total', entity: 'credit_notes', plus: 'total' },
  { name: 'unapplied_money.left', entity: 'unapplied_money', plus: 'amount', minus: ['applied', 'returned'] },
  { name: 'expenses.amount', entity: 'expenses', plus: 'amount' },
] as const

/** What is read of an archive to count it. */
export const COUNTED_ENTITIES = [...new Set(SUMS.map(({ entity }) => entity)), 'counters'] as const

export interface Counted {
  name: string
  currency: string | null
  value: bigint
}

/** Adds rows up, whichever come, to figures by their name and currency. */
export class Figures {
  private readonly figures = new Map<string, Counted>()

  addRows(entity: string, rows: readonly Record<string, unknown>[]): void {
    for (const row of rows) {
      if (entity === 'counters') this.add(`last_number.${row.kind}`, null, whole(row.last))
      for (const sum of SUMS) {
        if (sum.entity !== entity) continue
        const against = 'minus' in sum ? sum.minus.map((column) => whole(row[column])) : []
        this.add(
          sum.name,
          String(row.currency),
          against.reduce((left, one) => left - one, whole(row[sum.plus])),
        )
      }
    }
  }

  add(name: string, currency: string | null, value: bigint): void {
    const key = keyOf({ name, currency })
    this.figures.set(key, { name, currency, value: (this.figures.get(key)?.value ?? 0n) + value })
  }

  all(): Counted[] {
    return [...this.figures.values()]
  }
}

export interface Compared {
  name: string
  currency: string | null
  in_archive: bigint
  restored: bigint
  equal: boolean
}

/** Each figure of either side, once; one that only one side has is nothing on the other. */
export function compareFigures(archive: readonly Counted[], restored: readonly Counted[]): Compared[] {
  const came = new Map(restored.map((one) => [keyOf(one), one]))
  const known = new Set(archive.map(keyOf))
  const more = restored.filter((one) => !known.has(keyOf(one))).map((one) => ({ ...one, value: 0n }))
  return [...archive, ...more].map(({ name, currency, value }) => {
    const other = came.get(keyOf({ name, currency }))?.value ?? 0n
    return { name, currency, in_archive: value, restored: other, equal: value === other }
  })
}

const keyOf = ({ name, currency }: { name: string; currency: string | null }) => `${name} ${currency ?? ''}`

/** Nothing where there is none, as a sum has it. */
const whole = (value: unknown): bigint =>
  value === null || value === undefined ? 0n : BigInt(isExactNumber(value) ? value.rawJSON : (value as number | string))
