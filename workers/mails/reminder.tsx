import type { Letter, ReminderLetter } from '../../core/services/ports.ts'
import { askedFor, invoiceMail } from './invoice.tsx'

const KINDS: Readonly<Record<ReminderLetter['stage'], string>> = {
  BEFORE_1: 'Reminder',
  BEFORE_2: 'Reminder',
  BEFORE_3: 'Reminder',
  REMINDER_1: 'Reminder',
  REMINDER_2: 'Second reminder',
  FINAL: 'Final reminder',
  COLLECTIONS: 'Final reminder',
  EXTRA: 'Reminder',
}

/** The mail that asks for what is late, or says what will be due: what is owed now, and where to pay it. */
export function reminderLetter(letter: ReminderLetter): Letter {
  const { due, day, name } = askedFor(letter)
  const { stage, daysLate } = letter
  const when = whenOf(day, daysLate)
  const title = `${KINDS[stage]}: ${lowerFirst(name)}, ${due}, ${lowerFirst(when)}`
  return invoiceMail(letter, { title, preview: `${due}, ${lowerFirst(when)}`, when })
}

function whenOf(day: string, daysLate: number): string {
  if (daysLate < 0) return `Due ${day}`
  return daysLate === 0 ? `Due today, ${day}` : `Was due ${day}`
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
