// The words that days are written with, in English, German, French and Spanish.

const MONTHS = [
  'january jan janvier janv enero ene januar jänner',
  'february feb février fevrier févr febrero februar',
  'march mar mars marzo märz maerz',
  'april apr avril avr abril abr',
  'may mai mayo',
  'june jun juin junio juni',
  'july jul juillet juil julio juli',
  'august aug août aout agosto ago',
  'september sept sep septembre septiembre',
  'october oct octobre octubre oktober okt',
  'november nov novembre noviembre',
  'december dec décembre déc diciembre dic dezember dez',
]
const WEEKDAYS = [
  'monday mon mondays montag lundi lunes',
  'tuesday tue tues dienstag mardi martes',
  'wednesday wed weds mittwoch mercredi miércoles miercoles',
  'thursday thu thur thurs donnerstag jeudi jueves',
  'friday fri freitag vendredi viernes',
  'saturday sat samstag sonnabend samedi sábado sabado',
  'sunday sun sonntag dimanche domingo',
]
const ORDINALS = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth ' +
  'twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'
).split(' ')
const CARDINALS: readonly string[] = [
  'one a an ein eine einem einer un une uno una',
  'two zwei deux dos couple',
  'three drei trois tres',
  'four vier quatre cuatro',
  'five fünf cinq cinco',
  'six sechs seis',
  'seven sieben sept siete',
  'eight acht huit ocho',
  'nine neun neuf nueve',
  'ten zehn dix diez',
  'eleven elf onze once',
  'twelve zwölf douze doce',
  'thirteen',
  'fourteen vierzehn quatorze catorce',
  'fifteen quinze quince',
]

const indexed = (rows: readonly string[]) =>
  new Map(rows.flatMap((row, index) => row.split(' ').map((word) => [word, index + 1] as const)))
const months = indexed(MONTHS)
const weekdays = indexed(WEEKDAYS)
const ordinals = indexed(ORDINALS)
const cardinals = indexed(CARDINALS)
const UNITS: readonly (readonly [unit: Unit, words: string])[] = [
  ['minute', 'minute minutes min mins minuten minuto minutos'],
  ['hour', 'hour hours hr hrs h stunde stunden heure heures hora horas'],
  ['day', 'day days tag tage tagen jour jours día días dia dias'],
  ['week', 'week weeks wk wks woche wochen semaine semaines semana semanas'],
  ['month', 'month months monat monate monaten mois mes meses'],
  ['year', 'year years yr yrs jahr jahre jahren an ans année años año'],
]
const units = new Map(UNITS.flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)))
export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** Longest first, so that none ends inside of a longer one. */
const any = (words: Iterable<string>) => [...words].toSorted((a, b) => b.length - a.length).join('|')
const anyMonth = any(months.keys())

export const MONTH = `(?:${anyMonth})\\.?`
export const WEEKDAY = `(?:${any(weekdays.keys())})`
export const ORDINAL = `(?:${any(ordinals.keys()).replaceAll('-', '[- ]')})`
/** The day of a month, in figures or words. */
export const DAY = `(?:(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|er|º|\\.)?(?!\\d)|${ORDINAL})`
export const COUNT = `(?:\\d{1,4}|${any(cardinals.keys())})`
export const UNIT = `(?:${any(units.keys())})`

const plain = (word: string) => word.toLowerCase().replace(/\.$/u, '')
export const monthOf = (word: string): number => months.get(plain(word)) ?? 0
/** Monday is 1. */
export const weekdayOf = (word: string): number => weekdays.get(plain(word)) ?? 0
export const unitOf = (word: string): Unit => units.get(plain(word)) ?? 'day'
export const dayOf = (word: string): number =>
  ordinals.get(plain(word).replace(' ', '-')) ?? (Number.parseInt(word, 10) || (cardinals.get(plain(word)) ?? 0))
export const countOf = (word: string): number => cardinals.get(plain(word)) ?? (Number.parseInt(word, 10) || 0)
