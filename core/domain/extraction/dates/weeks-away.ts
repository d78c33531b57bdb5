import { addDays } from '../../kernel/dates.ts'
import { later, nextWeekday } from './calendar.ts'
import type { Now, Rule, Words } from './rule.ts'
import { COUNT, countOf, UNIT, unitOf, WEEKDAY, weekdayOf } from './words.ts'

// A day that is named, and how long after it is meant: `Friday week`, `heute in 14 Tagen`, `vendredi en huit`; and the one
// of its name that is not today: `nächsten Freitag`.

const TODAY = "today|heute|aujourd['’]hui|hoy"
const TOMORROW = 'tomorrow|morgen|demain|mañana'
const NAMED = `(?:(?:le|el|on|am|this|diesen|ce|este)\\s+)?(?:(?<weekday>${WEEKDAY})\\b|(?<today>${TODAY})|(?<tomorrow>${TOMORROW}))`
/** What is done so often is no day: `twice a week on Friday`. */
const NOT_OFTEN =
  '(?<!(?:once|twice|times|\\d|per|\\p{L}{3}s|day|night|visit|hour|clean|cleaning|mowing|evening|morning|afternoon)\\s)'

const startOf = ({ weekday, tomorrow }: Words, { today }: Now): string =>
  weekday === undefined ? addDays(today, tomorrow === undefined ? 0 : 1) : nextWeekday(weekdayOf(weekday), today)

/** The next such day of a week, never today. */
const nextButToday = (weekday: string, today: string): string => nextWeekday(weekdayOf(weekday), addDays(today, 1))

/** Whoever counts both ends says eight days for a week, and fifteen for two. */
const WEEKS_OF_DAYS: Readonly<Record<number, number>> = { 7: 1, 8: 1, 14: 2, 15: 2, 21: 3 }

function behindNamed(words: Words, now: Now): string | undefined {
  const { count = '', unit = 'day', weekday, bare } = words
  const [number, of] = [countOf(bare ?? count), bare === undefined ? unitOf(unit) : 'day']
  const start = startOf(words, now)
  const weeks = of === 'week' ? number : of === 'day' ? WEEKS_OF_DAYS[number] : undefined
  if (weeks !== undefined) return later(start, 7 * weeks, 'day')
  // "Friday in three days", "today in two hours" name two things.
  return weekday === undefined && (of === 'day' || of === 'month') ? later(start, number, of) : undefined
}

const isFortnight = (unit: string | undefined): boolean => /^fortnight/iu.test(unit ?? '')

const weeksLater = (words: Words, now: Now): string | undefined =>
  later(startOf(words, now), 7 * countOf(words.count ?? 'one') * (isFortnight(words.unit) ? 2 : 1), 'day')

export const weeksAway: readonly Rule[] = [
  {
    pattern: `(?:von\\s+|de\\s+|d['’])?${NAMED}\\s+(?:in|dans|en|dentro de)\\s+(?:(?<count>${COUNT})\\s+(?<unit>${UNIT})|(?<bare>huit|quinze|ocho|quince))`,
    read: behindNamed,
    sure: 0.8,
  },
  { pattern: `${NAMED}\\s+(?<unit>week|fortnight)(?!\\s+\\d)`, read: weeksLater, sure: 0.8 },
  {
    pattern: `${NOT_OFTEN}(?<count>${COUNT})\\s+(?<unit>weeks?|fortnights?)\\s+(?:from\\s+|on\\s+)?${NAMED}`,
    read: weeksLater,
    sure: 0.8,
  },
  { pattern: "in a fortnight(?:['’]?s time)?", read: (_, { moment }) => later(moment, 14, 'day'), sure: 0.88 },
  {
    pattern: `(?:the\\s+)?(?<weekday>${WEEKDAY})\\s+after\\s+next|(?:am\\s+)?übernächste[nrs]?\\s+(?<weekday2>${WEEKDAY})\\b`,
    read: ({ weekday, weekday2 }, { today }) => later(nextButToday(weekday ?? weekday2 ?? '', today), 7, 'day'),
    sure: 0.8,
  },
  {
    pattern: `(?:(?:on|this|am|by|until|bis|le|el|der)\\s+){0,2}(?:coming|kommende[nrs]?|nächste[nrs]?|prochain|próximo|proximo)\\s+(?<weekday>${WEEKDAY})\\b|(?:le\\s+|el\\s+)?(?<weekday2>${WEEKDAY})\\s+(?:prochain|próximo|proximo|que viene)`,
    read: ({ weekday, weekday2 }, { today }) => nextButToday(weekday ?? weekday2 ?? '', today),
    sure: 0.82,
  },
]
