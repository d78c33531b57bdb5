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
  return invoiceMail(
    { ...letter, message: wordsOf(letter, name, day) },
    { title, preview: `${due}, ${lowerFirst(when)}`, when },
  )
}

function whenOf(day: string, daysLate: number): string {
  if (daysLate < 0) return `Due ${day}`
  return daysLate === 0 ? `Due today, ${day}` : `Was due ${day}`
}

function wordsOf({ stage, daysLate }: ReminderLetter, name: string, day: string): string {
  const invoice = lowerFirst(name)
  if (daysLate <= 0) return `A short reminder: ${invoice} is due ${daysLate === 0 ? 'today' : `on ${day}`}.`
  const late = `${name} was due on ${day}, ${daysLate === 1 ? 'a day' : `${daysLate} days`} ago, and is not paid in full yet.`
  const ask =
    stage === 'FINAL' ? 'Please pay it now, or tell us what keeps you from it.' : 'Please pay it in the next days.'
  return `${late} ${ask}\n\nIf you have paid it meanwhile, thank you: there is nothing to do.`
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
