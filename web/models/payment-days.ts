import { addDays } from '../../core/domain/kernel/dates.ts'
import { askable } from './business-day.ts'

export const DAY_CHOICES = [
  { value: '', label: 'Any day' },
  { value: 'today', label: 'Today' },
  { value: 'month', label: 'This month' },
  { value: 'last_month', label: 'Last month' },
  { value: 'year', label: 'This year' },
  { value: 'custom', label: 'Between…' },
] as const

type DayQuery = Partial<Record<'days' | 'paid_from' | 'paid_to', string>>
interface PaidDays {
  paid_from: string
  paid_to: string
}

const ANY = { paid_from: '', paid_to: '' }

/** The days of an address, empty where there is no bound. */
export const paidDays = (query: DayQuery): PaidDays => ({
  paid_from: askable(query.paid_from),
  paid_to: askable(query.paid_to),
})

/** The days that a choice stands for as long as today lasts. */
export function daysOf(choice: string, today: string): PaidDays {
  const month = `${today.slice(0, 7)}-01`
  const before = addDays(month, -1)
  const year = today.slice(0, 4)
  switch (choice) {
    case 'today':
      return { paid_from: today, paid_to: today }
    case 'month':
      return { paid_from: month, paid_to: addDays(`${addDays(month, 31).slice(0, 7)}-01`, -1) }
    case 'last_month':
      return { paid_from: `${before.slice(0, 7)}-01`, paid_to: before }
    case 'year':
      return { paid_from: `${year}-01-01`, paid_to: `${year}-12-31` }
    default:
      return ANY
  }
}

/** Which choice an address shows: days that are none of them are someone's own. */
export function dayChoice(query: DayQuery, today: string | null): string {
  const { paid_from, paid_to } = paidDays(query)
  if (query.days === 'custom') return 'custom'
  if (!paid_from && !paid_to) return ''
  const isChosen = ({ value }: { value: string }) => {
    const days = today === null ? ANY : daysOf(value, today)
    return days.paid_from === paid_from && days.paid_to === paid_to
  }
  return DAY_CHOICES.find(isChosen)?.value ?? 'custom'
}
