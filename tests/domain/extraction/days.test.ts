import { describe, expect, it } from 'vitest'
import { dayAskedFor } from '../../../core/domain/extraction/dates/asked-for.ts'
import { findDates } from '../../../core/domain/extraction/dates.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'

const FRIDAY = '2026-11-27'
const TUESDAY = '2026-11-24'
const daysIn = (text: string, today: string) =>
  findDates(linesOf(text), { received: `${today}T09:30:00`, country: 'DE' })
const valuesIn = (text: string, today: string) => daysIn(text, today).map(({ value }) => value)
const asked = (text: string) => dayAskedFor(daysIn(text, FRIDAY), linesOf(text), FRIDAY)

describe('a day and how long after it', () => {
  it.each([
    ['Freitag in einer Woche', '2026-12-04', '2026-12-04'],
    ['Freitag in 14 Tagen', '2026-12-11', '2026-12-11'],
    ['heute in 14 Tagen', '2026-12-11', '2026-12-08'],
    ['heute in acht Tagen', '2026-12-04', '2026-12-01'],
    ['morgen in einer Woche', '2026-12-05', '2026-12-02'],
    ['Friday week', '2026-12-04', '2026-12-04'],
    ['a week on Friday', '2026-12-04', '2026-12-04'],
    ['two weeks from Friday', '2026-12-11', '2026-12-11'],
    ['a week today', '2026-12-04', '2026-12-01'],
    ['in a fortnight', '2026-12-11', '2026-12-08'],
    ['Friday after next', '2026-12-11', '2026-12-04'],
    ['übernächsten Freitag', '2026-12-11', '2026-12-04'],
    ['vendredi en huit', '2026-12-04', '2026-12-04'],
    ['vendredi en quinze', '2026-12-11', '2026-12-11'],
    ['de hoy en ocho días', '2026-12-04', '2026-12-01'],
  ])('%s', (text, onFriday, onTuesday) => {
    expect(valuesIn(text, FRIDAY)).toEqual([onFriday])
    expect(valuesIn(text, TUESDAY)).toEqual([onTuesday])
  })

  it.each(['twice a week on Friday', '2 hours a week on Friday'])('of %s nothing but the day', (text) =>
    expect(valuesIn(text, TUESDAY)).toContain(FRIDAY),
  )
  it('two things beside each other are two', () =>
    expect(valuesIn('Friday in three days', TUESDAY)).toEqual([FRIDAY, FRIDAY]))
})

it.each([
  'nächsten Freitag',
  'am kommenden Freitag',
  'kommender Freitag',
  'this coming Friday',
  'next Friday',
  'vendredi prochain',
  'el próximo viernes',
  'el viernes que viene',
])('%s, said on a Friday, is never today', (text) => expect(valuesIn(text, FRIDAY)).toEqual(['2026-12-04']))
it.each(['nächsten Montag', 'lundi prochain', 'el próximo lunes'])(
  '%s, said on a Friday, is the first to come',
  (text) => expect(valuesIn(text, FRIDAY)).toEqual(['2026-11-30']),
)
it.each([
  ['am Freitag um 9 Uhr', '2026-12-04'],
  ['Freitag, 9:00 Uhr', '2026-12-04'],
  ['Freitag früh um 8', '2026-12-04'],
  ['on Friday at 9am', '2026-12-04'],
  ['Friday at 9:15', '2026-12-04'],
  ['vendredi à 9h', '2026-12-04'],
  ['el viernes a las 9', '2026-12-04'],
  ['am Freitag um 14 Uhr', '2026-11-27'],
  ['Friday at 3', '2026-11-27'],
  ['on Friday at 9:45', '2026-11-27'],
  ['vendredi à 14h30', '2026-11-27'],
  ['el viernes a las 5 pm', '2026-11-27'],
  ['am Montag um 9 Uhr', '2026-11-30'],
])('%s, said on Friday at half past nine, is the next that is to come', (text, day) =>
  expect(valuesIn(text, FRIDAY)).toEqual([day]),
)

it.each(['Freitag', 'am Freitag', 'this Friday', 'ce vendredi'])('%s may be today', (text) =>
  expect(valuesIn(text, FRIDAY)).toEqual([FRIDAY]),
)

describe('the day that is asked for', () => {
  it.each([
    ['It broke today. Can you come and fix it on December 4?', '2026-12-04'],
    ['Heute ist der Boiler kaputt gegangen. Können Sie am 4. Dezember kommen?', '2026-12-04'],
    ["La chaudière est tombée en panne aujourd'hui, pouvez-vous venir mardi ?", '2026-12-01'],
    ['Se rompió hoy. ¿Pueden venir el 4 de diciembre?', '2026-12-04'],
    ['It has been leaking since Monday, can you come Thursday?', '2026-12-03'],
    ['seit heute kein Warmwasser, bitte morgen kommen', '2026-11-28'],
    ['heute kein Warmwasser. Termin am Montag?', '2026-11-30'],
    ['not Monday but Tuesday', '2026-12-01'],
    ['nicht Montag, sondern Dienstag', '2026-12-01'],
    ['pas lundi mais mardi', '2026-12-01'],
    ['no el lunes sino el martes', '2026-12-01'],
    ['Tuesday instead of Monday', '2026-12-01'],
    ['Cannot do Monday, Tuesday is fine', '2026-12-01'],
    ['Monday does not work, Tuesday does', '2026-12-01'],
    ['Can you come today? It broke yesterday.', FRIDAY],
    ['We need it fixed today, not on December 4', FRIDAY],
    ['why not Monday?', '2026-11-30'],
  ])('%s', (text, day) => expect(asked(text)?.value).toBe(day))

  it.each(['It broke today, please come as soon as you can', 'anything but Monday', 'You came yesterday'])(
    'is none in %s',
    (text) => expect(asked(text)).toBeUndefined(),
  )

  it('H-AI-9 is not sure where two may be meant', () => {
    expect(asked('Come on December 4 or December 5')!.confidence).toBeLessThan(0.85)
    expect(asked('It broke today. Come on December 4')!.confidence).toBeGreaterThanOrEqual(0.85)
  })
})
