import { dueOf, NOT_UNDERSTOOD, understood } from '../models/due-words.ts'
import { today } from '../models/format.ts'
import { TextField } from './text-field.tsx'

/** A day as one says it; what was understood stands below before it is saved. */
export function DueField({
  value,
  onInput,
  error,
  autoFocus = false,
}: {
  value: string
  onInput: (value: string) => void
  error?: string | undefined
  autoFocus?: boolean
}) {
  const due = dueOf(value)
  const hint = due ? understood(due) : due === undefined ? 'Not understood yet' : ''
  return (
    <TextField
      label="Due"
      placeholder="fri, in 2 weeks, 15 dec"
      value={value}
      onInput={onInput}
      error={due && error === NOT_UNDERSTOOD ? undefined : error}
      maxLength={60}
      autoFocus={autoFocus}
      hint={<span class={due && due.day < today() ? 'warn' : undefined}>{hint}</span>}
    />
  )
}
