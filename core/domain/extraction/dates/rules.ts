import { addMonths } from '../../kernel/months.ts'
import {
  dateAt,
  fullYear,
  later,
  nextDayThatIs,
  nextOfMonth,
  nextOfYear,
  weekdayAt,
  weekdayOfWeek,
} from './calendar.ts'
import { HOLIDAY, holiday } from './holidays.ts'
import type { Now, Rule, Words } from './rule.ts'
import { AT_TIME, weekdayToCome } from './time-of-day.ts'
import { weeksAway } from './weeks-away.ts'
import { COUNT, countOf, DAY, dayOf, MONTH, monthOf, ORDINAL, UNIT, unitOf, WEEKDAY, weekdayOf } from './words.ts'

const YEAR = '(?<year>1[6-9]\\d\\d|2[01]\\d\\d|\\d\\d)(?![\\d:]|\\s?[ap]\\.?m)'
const ARTICLE = '(?:(?:the|der|den|dem|am|le|el|du|del)\\s+)?'
/** Before a day that is named anyway. */
const ANY_WEEKDAY = `(?:(?:this|next|diesen|ce|este)\\s+)?(?:(?<weekday>${WEEKDAY})\\.?,?\\s+(?:the\\s+|den\\s+|dem\\s+|le\\s+|el\\s+)?)?`
const OF = '(?:\\s?[-/.,]?\\s?|\\s+(?:of|de|del)\\s+)'

const inYear = ({ year, day = '', month = '' }: Words, now: Now): string | undefined => {
  const [m, d] = [monthOf(month), dayOf(day)]
  return year ? dateAt(fullYear(year, now.today), m, d) : nextOfYear(m, d, now.today)
}

/** A day and a month in figures, in the order of the country where only one order makes a day or the weekday tells. */
function inFigures({ first = '', second = '', year, weekday }: Words, now: Now): string | undefined {
  const dates = [now.isMonthFirst, !now.isMonthFirst].flatMap((isMonthFirst) => {
    const [month, day] = isMonthFirst ? [Number(first), Number(second)] : [Number(second), Number(first)]
    return (year ? dateAt(fullYear(year, now.today), month, day) : nextOfYear(month, day, now.today)) ?? []
  })
  const isTold = weekday && year ? dates.find((date) => weekdayAt(date) === weekdayOf(weekday)) : undefined
  return isTold ?? dates[0]
}

const absolute: Rule[] = [
  {
    pattern:
      '(?<year>(?:19|20)\\d\\d)[-/. ](?<month>1[0-2]|0?[1-9])[-/. ](?<day>3[01]|[12]\\d|0?[1-9])(?!\\d)|(?<year2>(?:19|20)\\d\\d)年\\s?(?<month2>1[0-2]|0?[1-9])月\\s?(?<day2>3[01]|[12]\\d|0?[1-9])日',
    read: ({ year, month, day, year2, month2, day2 }) =>
      dateAt(Number(year ?? year2), Number(month ?? month2), Number(day ?? day2)),
    sure: 0.97,
  },
  {
    pattern: `(?<year>(?:19|20)\\d\\d)[-/](?<month>${MONTH})[-/](?<day>${DAY})|(?<year2>(?:19|20)\\d\\d)[-/](?<day2>${DAY})[-/](?<month2>${MONTH})|(?<day3>${DAY})-(?<year3>(?:19|20)\\d\\d)-(?<month3>${MONTH})`,
    read: (w, now) =>
      inYear(
        { year: w.year ?? w.year2 ?? w.year3, month: w.month ?? w.month2 ?? w.month3, day: w.day ?? w.day2 ?? w.day3 },
        now,
      ),
    sure: 0.97,
  },
  {
    pattern: `${ANY_WEEKDAY}(?<first>\\d{1,2})\\s?(?<sign>[-/.])\\s?(?<second>\\d{1,2})\\s?\\k<sign>\\s?(?<year>(?:19|20)\\d\\d|\\d\\d)(?!\\d|[-/.]\\d)`,
    read: inFigures,
    sure: 0.9,
  },
  {
    pattern: `(?<![$€£]\\s?)${ANY_WEEKDAY}${ARTICLE}(?<day>${DAY})${OF}(?<month>${MONTH})(?:(?:\\s?[-/,.]?\\s?|,?\\s+(?:of|de|del|in)\\s+)(?:of\\s+)?${YEAR})?`,
    read: inYear,
    sure: 0.93,
  },
  {
    pattern: `${ANY_WEEKDAY}(?<month>${MONTH})\\s?[-/]?\\s?(?:the\\s+)?(?<day>${DAY})(?:(?:\\s?,\\s?|\\s+|\\s+of\\s+)${YEAR})?(?:\\s?\\(${WEEKDAY}\\))?`,
    read: inYear,
    sure: 0.93,
  },
  {
    pattern: `(?<weekday>${WEEKDAY})\\.?,?\\s+(?<first>\\d{1,2})\\s?[-/.]\\s?(?<second>\\d{1,2})(?!\\d|[-/.]\\d)`,
    read: inFigures,
    sure: 0.88,
  },
  {
    pattern: '(?<!\\d[-/.:]|[$€£]\\s?)(?<first>\\d{1,2})/(?<second>\\d{1,2})(?![\\d%]|[-/.]\\d)',
    read: inFigures,
    sure: 0.7,
  },
  {
    pattern:
      '(?:(?<=\\b(?:on|by|until|am|bis|zum|vom|le|el|this|next)\\s+(?:the\\s+)?)|(?:this|next)\\s+)(?<first>\\d{1,2})\\.(?<second>\\d{1,2})\\b\\.?(?!\\d|\\s?(?:uhr|%|am\\b|pm\\b|a\\.m|p\\.m|h\\b))|(?<!\\d[-/.:])(?<first2>\\d{1,2})\\.(?<second2>1[0-2]|0?[1-9])\\.(?!\\d)',
    read: ({ first, second, first2, second2 }, now) =>
      inFigures({ first: first ?? first2, second: second ?? second2 }, first2 ? { ...now, isMonthFirst: false } : now),
    sure: 0.7,
  },
  {
    pattern: `(?:(?:next|coming|this|nächste[nrs]?)\\s+)?(?<name>${HOLIDAY})(?:(?:\\s+of|,)?\\s+(?:(?<this>this year)|(?<year>(?:19|20)\\d\\d)))?`,
    read: (w, { today }) =>
      holiday(w.name ?? '', today, w.this ? Number(today.slice(0, 4)) : w.year ? Number(w.year) : undefined),
    sure: 0.85,
  },
]

const days: readonly (readonly [words: string, days: number])[] = [
  ['(?:the\\s+)?day after tomorrow|übermorgen|après-demain|pasado mañana', 2],
  ['(?:the\\s+)?day before yesterday|vorgestern|avant-hier|anteayer', -2],
  [
    'tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow|tomorrw|2moro|morgen(?: früh| vormittag| nachmittag| abend)?|demain|mañana(?! por)|mañana(?= por la)',
    1,
  ],
  ['yesterday|gestern|hier(?= |$|[.,!])(?! (?:ist|is|bei|die|der|das|kommt|noch|mal|und))|ayer', -1],
  ["today|tonight|tonite|heute|aujourd['’]hui|ce soir|hoy|esta noche", 0],
  [
    'this (?:morning|afternoon|evening)|otd|the day(?! (?:before|after|of|we|i|you|they|he|she|it|when))|end of (?:the )?day',
    0,
  ],
  ['right now|now|(?:at|in) (?:the|this) (?:moment|minute|present time)|asap', 0],
  ['the day after(?!\\s+\\p{L})', 1],
]
/** From where people count: `two weeks from tomorrow`. */
const FROM = `(?<from>${days.map(([words]) => words).join('|')}|${HOLIDAY})`

const fromWhere = (words: string | undefined, now: Now): string | undefined => {
  if (!words) return now.moment
  const count = days.find(([pattern]) => new RegExp(`^(?:${pattern})$`, 'iu').test(words))?.[1]
  return count === undefined ? holiday(words, now.today) : later(now.moment, count, 'day')
}
function counted({ count = '', unit = '', from, weekday }: Words, now: Now, sign: number): string | undefined {
  const start = fromWhere(from, now)
  const date = start && later(start, sign * countOf(count), unitOf(unit))
  if (!date || !weekday) return date
  return weekdayOfWeek(weekdayOf(weekday), 0, date)
}
const AMOUNT = `(?<count>${COUNT})(?:\\s+of)?[\\s-]{0,2}(?:business\\s+|working\\s+|more\\s+)?(?<unit>${UNIT})`

const relative: Rule[] = [
  ...days.map(([pattern, count]) => ({
    pattern: `(?:(?:by|end of)\\s+)?(?:${pattern})`,
    read: (_: Words, now: Now) => later(now.moment, count, 'day'),
    sure: count === 0 ? 0.8 : 0.93,
  })),
  {
    pattern: `(?:(?<weekday>${WEEKDAY}),?\\s+)?${AMOUNT}\\s+(?:from|after)\\s+${FROM}`,
    read: (words, now) => counted(words, now, 1),
    sure: 0.9,
  },
  { pattern: `${AMOUNT}\\s+before\\s+${FROM}`, read: (words, now) => counted(words, now, -1), sure: 0.9 },
  {
    pattern: `(?:in|within|innerhalb von|binnen|dans|sous|en|dentro de|a)\\s+(?:the next\\s+)?${AMOUNT}(?! since)(?:\\s+time)?`,
    read: (words, now) => counted(words, now, 1),
    sure: 0.88,
  },
  {
    pattern: `${AMOUNT}\\s+ago|(?:vor|il y a|hace)\\s+(?<count2>${COUNT})\\s+(?<unit2>${UNIT})`,
    read: ago,
    sure: 0.85,
  },
  {
    pattern: `in\\s+${AMOUNT}\\s+since\\s+(?:the year\\s+)?(?<year>(?:19|20)\\d\\d)`,
    read: ({ count = '', unit = '', year }) => later(`${year}-01-01T00:00:00`, countOf(count), unitOf(unit)),
    sure: 0.8,
  },
  {
    pattern: `(?:paiement|échéance|règlement|payable|pago|vencimiento|pagader[oa])\\s+(?:à|a)\\s+${AMOUNT}`,
    read: (words, now) => counted(words, now, 1),
    sure: 0.85,
  },
  {
    pattern: '(?:net|netto)\\s+(?<count>\\d{1,3})(?:\\s+(?:days|tage))?',
    read: ({ count = '' }, now) => later(now.moment, Number(count), 'day'),
    sure: 0.85,
  },
]
function ago({ count, unit, count2, unit2 }: Words, now: Now): string | undefined {
  return later(now.moment, -countOf(count ?? count2 ?? ''), unitOf(unit ?? unit2 ?? ''))
}

const NEXT = '(?:next|following|coming|nächste[nrs]?|kommende[nrs]?)'
const LAST = '(?:last|past|letzte[nrs]?|vergangene[nrs]?)'
const weekdays: Rule[] = [
  {
    pattern: `(?:in the\\s+)?${NEXT}\\s+(?:week|woche),?\\s+(?:on\\s+|am\\s+)?(?<weekday>${WEEKDAY})\\b|(?:on\\s+|am\\s+)?(?<weekday2>${WEEKDAY})\\s+(?:of\\s+|in\\s+)?(?:the\\s+|der\\s+)?${NEXT}\\s+(?:week|woche)|(?:le\\s+|el\\s+)?(?<weekday3>${WEEKDAY})\\s+(?:de la semaine prochaine|de la próxima semana|de la semana que viene)`,
    read: (w, { today }) => weekdayOfWeek(weekdayOf(w.weekday ?? w.weekday2 ?? w.weekday3 ?? ''), 1, today),
    sure: 0.9,
  },
  {
    pattern: `next\\s+(?<weekday>${WEEKDAY})\\b|(?<weekday2>${WEEKDAY})\\s+next(?!\\s+(?:to|door|\\d))`,
    read: (w, { today }) => weekdayOfWeek(weekdayOf(w.weekday ?? w.weekday2 ?? ''), 1, today),
    sure: 0.8,
  },
  {
    pattern: `previous\\s+(?<weekday>${WEEKDAY})\\b`,
    read: ({ weekday = '' }, { today }) => weekdayOfWeek(weekdayOf(weekday), -1, today),
    sure: 0.8,
  },
  {
    pattern: `${LAST}\\s+(?<weekday>${WEEKDAY})\\b|(?<weekday2>${WEEKDAY})\\s+(?:dernier|pasado)`,
    read: (w, { today }) => lastWeekday(weekdayOf(w.weekday ?? w.weekday2 ?? ''), today),
    sure: 0.85,
  },
  {
    pattern: `(?<weekday>${WEEKDAY})\\.?,?\\s+(?:the\\s+|den\\s+|dem\\s+|le\\s+|el\\s+)?(?<day>(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|\\.)?(?![\\d:/.-]|\\s?(?:[ap]\\.?m|o['’]?clock|uhr|h\\b))|${ORDINAL})`,
    read: ({ weekday = '', day = '' }, { today }) => nextDayThatIs(weekdayOf(weekday), dayOf(day), today),
    sure: 0.88,
  },
  {
    pattern: `(?:(?<on>this|on|by|until|am|diesen|ce|este)\\s+)?(?<weekday>${WEEKDAY})\\b${AT_TIME}`,
    // "The sun", "we sat": short words are days where they are written as names or where a preposition says so.
    read: (w, now) => (!w.on && /^(?:sun|sat|wed|mon|mar)$/u.test(w.weekday ?? '') ? undefined : weekdayToCome(w, now)),
    sure: 0.82,
  },
]
const lastWeekday = (weekday: number, today: string): string | undefined =>
  later(`${today}T00:00:00`, -((weekdayAt(today) - weekday + 7) % 7 || 7), 'day')

const ofMonth: Rule[] = [
  {
    pattern: `(?:around\\s+)?the\\s+(?<day>(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)|${ORDINAL})(?:\\s+day)?(?:\\s+of)?\\s+(?:(?<next>next)|this|the)\\s+month`,
    read: ({ day = '', next }, { today }) => {
      const month = addMonths(`${today.slice(0, 7)}-01`, next ? 1 : 0)
      return dateAt(Number(month.slice(0, 4)), Number(month.slice(5, 7)), dayOf(day))
    },
    sure: 0.88,
  },
  {
    pattern:
      '(?<=\\b(?:on|by|until|before|for|from|around)\\s+)(?:the\\s+)?(?<day>(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th))(?!\\s+(?:of|floor|time|street|avenue|century|grade|one))\\b',
    read: ({ day = '' }, { today }) => nextOfMonth(dayOf(day), today),
    sure: 0.75,
  },
  {
    pattern:
      '(?:the\\s+)?end of (?<next>next|the|this)?\\s?month|(?:ende (?:des|dieses)?\\s?monats|monatsende|fin du mois|fin de mes)',
    read: ({ next }, { today }) =>
      later(`${addMonths(`${today.slice(0, 7)}-01`, next?.toLowerCase() === 'next' ? 2 : 1)}T00:00:00`, -1, 'day'),
    sure: 0.8,
  },
]

/** In the order in which they are asked where two begin at the same word and are as long. */
export const RULES: readonly Rule[] = [...absolute, ...relative, ...weeksAway, ...weekdays, ...ofMonth]
