import { useQuery } from '@tanstack/preact-query'
import { withoutHidden } from '../../models/delete-later.ts'
import { expenses, expenseTotals } from '../../models/expenses.ts'
import { today } from '../../models/format.ts'
import { locale } from '../../models/locale.ts'
import { usePages } from '../../models/use-pages.ts'

const FILTERS = ['status', 'month', 'q'] as const
export type Filters = Record<(typeof FILTERS)[number], string>

/** The address keeps which expenses are shown. */
export const filtersOf = (query: Record<string, string>): Filters =>
  Object.fromEntries(FILTERS.map((name) => [name, query[name] ?? ''])) as Filters

/** The page of one expense, or of none, with the filters of the address. */
export const expenseUrl = (url: string, id = '') => {
  const { searchParams } = new URL(url, location.origin)
  searchParams.delete('upload')
  searchParams.delete('recurring')
  const search = searchParams.size > 0 ? `?${searchParams}` : ''
  return `/expenses${id && '/'}${id}${search}`
}

export function useExpenses(filters: Filters) {
  const pages = usePages(expenses.pages(filters))
  return { ...pages, rows: pages.rows && withoutHidden(pages.rows) }
}

/** What the shown month comes to: this one, unless another was chosen. */
export function useMonth(chosen: string) {
  const month = chosen || today().slice(0, 7)
  return { month, totals: useQuery(expenseTotals(month)).data?.totals ?? null }
}

/** How many there are in each status. */
export function useCounts(month: string): Record<string, number> {
  const totals = useQuery(expenseTotals(month)).data?.totals ?? []
  const counts: Record<string, number> = {}
  for (const { status, count } of totals) counts[status] = (counts[status] ?? 0) + count
  return counts
}

const MONTHS = 13

export function monthChoices(): { value: string; label: string }[] {
  const [year = 0, month = 1] = today().split('-').map(Number)
  const at = (back: number) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7)
  return Array.from({ length: MONTHS }, (_, back) => ({ value: at(back), label: monthName(at(back)) }))
}

export const monthName = (month: string) =>
  new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01`))
