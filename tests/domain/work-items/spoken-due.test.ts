import { describe, expect, it } from 'vitest'
import { spokenDue } from '../../../core/domain/work-items/spoken-due.ts'

/** A Thursday. */
const TODAY = '2026-11-26'
const said = (text: string, locale = 'en-CA') => {
  const due = spokenDue(text, TODAY, locale)
  if (!due) return null
  return due.minutes === null
    ? due.day
    : `${due.day} ${Math.floor(due.minutes / 60)}:${String(due.minutes % 60).padStart(2, '0')}`
}

describe('a due date as people say it', () => {
  it.each([
    ['today', '2026-11-26'],
    ['Tomorrow', '2026-11-27'],
    ['fri', '2026-11-27'],
    ['by Friday', '2026-11-27'],
    ['thu', '2026-12-03'],
    ['wednesday', '2026-12-02'],
    ['next monday', '2026-11-30'],
    ['next fri', '2026-12-04'],
    ['next week', '2026-11-30'],
    ['next month', '2026-12-01'],
    ['in 2 weeks', '2026-12-10'],
    ['in a week', '2026-12-03'],
    ['3 days', '2026-11-29'],
    ['2w', '2026-12-10'],
    ['in 3 months', '2027-02-26'],
    ['15 dec', '2026-12-15'],
    ['Dec 15', '2026-12-15'],
    ['december 15th, 2027', '2027-12-15'],
    ['1 nov', '2027-11-01'],
    ['29 feb', '2028-02-29'],
    ['2026-12-15', '2026-12-15'],
    ['fri 13:30', '2026-11-27 13:30'],
    ['tomorrow at 9am', '2026-11-27 9:00'],
    ['12pm', '2026-11-26 12:00'],
    ['12 am tomorrow', '2026-11-27 0:00'],
  ])('%s', (text, expected) => expect(said(text)).toBe(expected))

  it.each([
    ['de', 'morgen', '2026-11-27'],
    ['de', 'übermorgen', '2026-11-28'],
    ['de', 'Freitag', '2026-11-27'],
    ['de', 'bis Mo', '2026-11-30'],
    ['de', 'nächsten Freitag', '2026-12-04'],
    ['de', 'nächste Woche', '2026-11-30'],
    ['de', 'in 2 Wochen', '2026-12-10'],
    ['de', 'in einer Woche', '2026-12-03'],
    ['de', '15. Dezember', '2026-12-15'],
    ['de', '15. Dez', '2026-12-15'],
    ['de', '15.12.', '2026-12-15'],
    ['de', '15.12.2027', '2027-12-15'],
    ['de', 'morgen um 14 Uhr', '2026-11-27 14:00'],
    ['fr', 'demain', '2026-11-27'],
    ['fr', 'après-demain', '2026-11-28'],
    ['fr', 'vendredi', '2026-11-27'],
    ['fr', 'vendredi prochain', '2026-12-04'],
    ['fr', 'la semaine prochaine', '2026-11-30'],
    ['fr', 'dans 2 semaines', '2026-12-10'],
    ['fr', 'dans une semaine', '2026-12-03'],
    ['fr', '15 décembre', '2026-12-15'],
    ['fr', '1er décembre', '2026-12-01'],
    ['fr', 'demain 14h30', '2026-11-27 14:30'],
    ['es', 'mañana', '2026-11-27'],
    ['es', 'pasado mañana', '2026-11-28'],
    ['es', 'el viernes', '2026-11-27'],
    ['es', 'próximo lunes', '2026-11-30'],
    ['es', 'dentro de 2 semanas', '2026-12-10'],
    ['es', 'en 2 semanas', '2026-12-10'],
    ['es', '15 de diciembre', '2026-12-15'],
    ['ja', '明日', '2026-11-27'],
    ['ja', '明後日', '2026-11-28'],
    ['ja', '金曜日', '2026-11-27'],
    ['ja', '来週の月曜日', '2026-11-30'],
    ['ja', '来週', '2026-11-30'],
    ['ja', '2週間後', '2026-12-10'],
    ['ja', '12月15日', '2026-12-15'],
    ['ja', '12月15日14時', '2026-12-15 14:00'],
    ['en-US', '12/15', '2026-12-15'],
    ['en-GB', '15/12', '2026-12-15'],
    ['ja', 'tomorrow', '2026-11-27'],
  ])('%s: %s', (locale, text, expected) => expect(said(text, locale)).toBe(expected))

  it.each([
    '',
    'soon',
    'asap',
    'when Maria calls',
    'fri or sat',
    '32 dec',
    '30 feb 2027',
    '25:00',
    'x'.repeat(500),
    '9'.repeat(60),
  ])('is not made up: %s', (text) => {
    for (const locale of ['en', 'de', 'fr', 'es', 'ja']) expect(said(text, locale)).toBeNull()
  })

  it('crosses the ends of months, years and weeks', () => {
    expect(spokenDue('in 1 month', '2027-01-31', 'en')?.day).toBe('2027-02-28')
    expect(spokenDue('next month', '2026-12-31', 'en')?.day).toBe('2027-01-01')
    expect(spokenDue('next monday', '2026-11-29', 'en')?.day).toBe('2026-11-30')
    expect(spokenDue('mon', '2026-11-30', 'en')?.day).toBe('2026-12-07')
  })
})
