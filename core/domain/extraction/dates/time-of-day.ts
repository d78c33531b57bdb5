import { addDays } from '../../kernel/dates.ts'
import { nextWeekday } from './calendar.ts'
import type { Now, Words } from './rule.ts'
import { weekdayOf } from './words.ts'

const BY_WORD = '(?:um|gegen|ab|at|around|from|by|à|vers|dès|a las?|sobre las?|@)\\s+'
const PARTS = '(?:morning|früh|vormittag|afternoon|nachmittag|evening|abend|matin|après-midi|soir|mañana|tarde|noche)'
/** The time that stands behind a day: looked at, no words of the day. */
export const AT_TIME = `(?:(?=(?:,?\\s+(?:por la\\s+)?${PARTS})?,?\\s+(?:${BY_WORD}(?<hour>[01]?\\d|2[0-3])(?:[:.h](?<minute>[0-5]\\d))?\\s?(?<half>[ap]\\.?m)?(?![\\d.,/]|\\s?(?:%|[$€£]))|(?<hour2>[01]?\\d|2[0-3])(?:[:.h](?<minute2>[0-5]\\d))?\\s?(?:(?<half2>[ap]\\.?m)|uhr|h\\b|heures?\\b|o['’]?clock)))|)`

/** Such a day of the week to come: today, unless a time is said that is past. */
export function weekdayToCome(words: Words, { today, moment }: Now): string {
  const named = nextWeekday(weekdayOf(words.weekday ?? ''), today)
  const time = timeOf(words)
  const isPast = time !== null && time <= moment.slice(11, 16)
  return named === today && isPast ? addDays(today, 7) : named
}

/** `14:30`; an hour up to six without its half of the day is one of the afternoon. */
function timeOf(words: Words): string | null {
  const hour = Number(words.hour ?? words.hour2 ?? Number.NaN)
  if (Number.isNaN(hour)) return null
  const half = (words.half ?? words.half2)?.charAt(0).toLowerCase()
  const isLater = half === 'p' || (half === undefined && hour > 0 && hour <= WORKS_FROM)
  const of24 = isLater && hour < NOON ? hour + NOON : half === 'a' && hour === NOON ? 0 : hour
  return `${String(of24).padStart(2, '0')}:${words.minute ?? words.minute2 ?? '00'}`
}
const WORKS_FROM = 6
const NOON = 12
