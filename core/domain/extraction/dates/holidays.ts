import { addDays } from '../../kernel/dates.ts'
import { dateAt, weekdayAt } from './calendar.ts'

const CENTURY = 100

type InYear = (year: number) => string

const on =
  (month: number, day: number): InYear =>
  (year) =>
    dateAt(year, month, day) as string

/** The day after the fourth Thursday of November. */
const blackFriday: InYear = (year) => {
  const first = weekdayAt(`${year}-11-01`)
  return addDays(`${year}-11-01`, ((4 - first + 7) % 7) + 22)
}

/** Sunday of Easter by the Gregorian computus (Meeus, Jones, Butcher). */
export const easter: InYear = (year) => {
  const [a, b, c] = [year % 19, Math.floor(year / CENTURY), year % CENTURY]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dateAt(year, Math.floor(n / 31), (n % 31) + 1) as string
}

const HOLIDAYS: readonly (readonly [names: string, InYear])[] = [
  ["new year'?s day|new year|neujahr|nouvel an|año nuevo", on(1, 1)],
  ["valentine'?s day|valentines?", on(2, 14)],
  ["saint patrick(?:'?s)?(?: day)?|st\\.? patrick'?s day", on(3, 17)],
  ['easter monday|ostermontag|lundi de pâques', (year) => addDays(easter(year), 1)],
  ['good friday|karfreitag|viernes santo', (year) => addDays(easter(year), -2)],
  ['easter|ostern|pâques|pascua', easter],
  ["(?:international )?workers'? day|tag der arbeit|fête du travail", on(5, 1)],
  ['independence day', on(7, 4)],
  ['halloween', on(10, 31)],
  ['black friday', blackFriday],
  ['christmas eve|heiligabend|nochebuena', on(12, 24)],
  ['christmas day|christmas|xmas|weihnachten|noël|navidad', on(12, 25)],
  ["new year'?s eve|silvester|nochevieja", on(12, 31)],
]
export const HOLIDAY = HOLIDAYS.flatMap(([names]) => names.split('|'))
  .toSorted((a, b) => b.length - a.length)
  .join('|')

const known = HOLIDAYS.map(([names, inYear]) => [new RegExp(`^(?:${names})$`, 'iu'), inYear] as const)

/** The day of a holiday in a year, or the next one from today. */
export function holiday(name: string, today: string, year?: number): string | undefined {
  const inYear = known.find(([pattern]) => pattern.test(name))?.[1]
  if (!inYear) return undefined
  if (year !== undefined) return inYear(year)
  const thisYear = Number(today.slice(0, 4))
  return inYear(thisYear) >= today ? inYear(thisYear) : inYear(thisYear + 1)
}
