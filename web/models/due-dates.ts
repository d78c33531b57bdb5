import { addDays } from '../../core/domain/kernel/dates.ts'
import { askable } from './business-day.ts'

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
