import { addDays, isDate } from '../../core/domain/kernel/dates.ts'

export const DUE_CHOICES = [
  { value: '', label: 'Any due date' },
  { value: '7', label: 'Due in 7 days' },
  { value: '30', label: 'Due in 30 days' },
  { value: 'custom', label: 'Due between…' },
] as const

type DueQuery = Partial<Record<'due' | 'due_from' | 'due_to', string>>
export interface DueRange {
  due_from: string
  due_to: string
}

/** The choice that an address stands for; days without a choice are someone's own. */
export function dueChoice({ due = '', due_from, due_to }: DueQuery): string {
  if (DUE_CHOICES.some((choice) => choice.value !== '' && choice.value === due)) return due
  return due_from || due_to ? 'custom' : ''
}

/** The days to ask the server for, empty where there is no bound; null while a choice counts from a today that is not known yet. */
export function dueRange(query: DueQuery, today: string | null): DueRange | null {
  const choice = dueChoice(query)
  if (choice === '') return { due_from: '', due_to: '' }
  if (choice === 'custom') return { due_from: askable(query.due_from), due_to: askable(query.due_to) }
  return today === null ? null : { due_from: today, due_to: addDays(today, Number(choice)) }
}

const askable = (day = '') => (isAskable(day) ? day : '')

/** What the server takes: on the way to 2026 a date field passes the years 2, 20 and 202. */
export const isAskable = (day: string): boolean => isDate(day) && day >= '1900' && day < '3000'
