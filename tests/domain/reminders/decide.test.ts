import { describe, expect, it } from 'vitest'
import {
  type Decision,
  decide,
  manualStage,
  outlook,
  type ReminderFacts,
} from '../../../core/domain/reminders/decide.ts'
import { isDaytime, morningStep, nextMorning } from '../../../core/domain/reminders/morning.ts'
import { scheduleFor, stagesOf } from '../../../core/domain/reminders/schedule.ts'

const schedule = { enabled: true, days_after_due: [3, 7, 14], days_before_due: [2] }
/** Due on the tenth of March. */
const facts: ReminderFacts = {
  dueDate: '2027-03-10',
  isVoid: false,
  isOwed: true,
  sentOn: '2027-02-20',
  ruleSince: '2027-01-01',
  closed: [],
  schedule,
  pause: null,
  promisedOn: null,
  isDisputed: false,
  isPaymentPending: false,
  address: 'works',
  decisions: [],
  remindedOn: null,
}
const was = (stage: Decision['stage'], more: Partial<Decision> = {}): Decision => ({
  stage,
  state: 'SENT',
  reason: null,
  day: '2027-03-13',
  isAttempted: true,
  ...more,
})
const due = (more: Partial<ReminderFacts>, today: string) => decide({ ...facts, ...more }, today).due?.stage ?? null

describe('stagesOf', () => {
  it.each([
    [[3, 7, 14], [], 'REMINDER_1+3 REMINDER_2+7 FINAL+14 COLLECTIONS+21'],
    [[7, 3, 3], [1, 5], 'BEFORE_1-5 BEFORE_2-1 REMINDER_1+3 REMINDER_2+7'],
    [[1, 2, 3, 4], [], 'REMINDER_1+1 REMINDER_2+2 FINAL+3 COLLECTIONS+10'],
    [[], [], ''],
  ])('of %j after and %j before', (days_after_due, days_before_due, expected) => {
    const said = stagesOf({ days_after_due, days_before_due }).map(
      ({ stage, offset }) => `${stage}${offset < 0 ? '' : '+'}${offset}`,
    )
    expect(said.join(' ')).toBe(expected)
  })

  it('of a contact: what it has of its own, the rest as the business has it', () => {
    expect(scheduleFor(schedule, { days_after_due: [5] })).toEqual({ ...schedule, days_after_due: [5] })
    expect(scheduleFor(schedule, null)).toEqual(schedule)
  })
})

describe('decide', () => {
  it.each<[string, Partial<ReminderFacts>, string, string | null]>([
    ['on the day of a stage', {}, '2027-03-13', 'REMINDER_1'],
    ['not the day before', {}, '2027-03-12', null],
    ['before the due date', {}, '2027-03-08', 'BEFORE_1'],
    ['what announces a day is of no use after it', {}, '2027-03-11', null],
    ['on the due date it is', {}, '2027-03-10', 'BEFORE_1'],
    ['not twice', { decisions: [was('REMINDER_1')] }, '2027-03-14', null],
    ['not behind a later one', { decisions: [was('FINAL')] }, '2027-03-19', null],
    ['the latest alone', {}, '2027-03-25', 'FINAL'],
    [
      'collections a week after the final one',
      { decisions: [was('FINAL', { day: '2027-03-24' })] },
      '2027-03-31',
      'COLLECTIONS',
    ],
    ['and no sooner, though that was late', { decisions: [was('FINAL', { day: '2027-03-30' })] }, '2027-04-05', null],
    ['never without a final one', { decisions: [was('REMINDER_2')], ruleSince: '2027-03-26' }, '2027-05-01', null],
    ['no two on one day', { remindedOn: '2027-03-13' }, '2027-03-13', null],
    ['nor on a day that comes again', { remindedOn: '2027-03-14' }, '2027-03-13', null],
    ['paid', { isOwed: false }, '2027-03-13', null],
    ['void', { isVoid: true }, '2027-03-13', null],
    ['off', { schedule: { ...schedule, enabled: false } }, '2027-03-13', null],
    ['nobody agreed', { ruleSince: null }, '2027-03-13', null],
    ['paused', { pause: { until: null } }, '2027-03-13', null],
    ['on the last day of a pause', { pause: { until: '2027-03-13' } }, '2027-03-13', null],
    ['the day after a pause', { pause: { until: '2027-03-13' } }, '2027-03-14', 'REMINDER_1'],
    ['on a promised day', { promisedOn: '2027-03-13' }, '2027-03-13', null],
    ['the day after it', { promisedOn: '2027-03-13' }, '2027-03-14', 'REMINDER_1'],
    ['disputed', { isDisputed: true }, '2027-03-13', null],
    ['a bank payment under way', { isPaymentPending: true }, '2027-03-13', null],
    ['sent on that very day', { sentOn: '2027-03-13' }, '2027-03-15', null],
    ['sent the day before', { sentOn: '2027-03-12' }, '2027-03-15', 'REMINDER_1'],
    ['the schedule is younger', { ruleSince: '2027-03-14' }, '2027-03-15', null],
    ['as old as that day', { ruleSince: '2027-03-13' }, '2027-03-15', 'REMINDER_1'],
    [
      'what waited comes after all',
      { decisions: [was('REMINDER_1', { state: 'SKIPPED', reason: 'PAUSED' })] },
      '2027-03-15',
      'REMINDER_1',
    ],
    [
      'what was refused does not',
      { decisions: [was('REMINDER_1', { state: 'SKIPPED', reason: 'REFUSED' })] },
      '2027-03-15',
      null,
    ],
    [
      'what lay for a day does',
      { decisions: [was('REMINDER_1', { state: 'PLANNED', isAttempted: false })] },
      '2027-03-14',
      'REMINDER_1',
    ],
    [
      'of which nobody knows whether it went out does not',
      { decisions: [was('REMINDER_1', { state: 'PLANNED' })] },
      '2027-03-14',
      null,
    ],
  ])('%s', (_, more, today, stage) => {
    expect(due(more, today)).toBe(stage)
  })

  it('says which stages never come, and why', () => {
    expect(decide(facts, '2027-03-25').skipped.map(({ stage, reason }) => `${stage} ${reason}`)).toEqual([
      'REMINDER_1 SUPERSEDED',
      'REMINDER_2 SUPERSEDED',
    ])
    const nobody = decide({ ...facts, address: null }, '2027-03-13')
    expect([nobody.due, nobody.skipped[0]?.reason]).toEqual([null, 'ADDRESS_MISSING'])
    expect(decide({ ...facts, address: 'failed' }, '2027-03-13').skipped[0]?.reason).toBe('ADDRESS_FAILED')
  })
})

describe('outlook', () => {
  const said = (more: Partial<ReminderFacts>, stage: Decision['stage'], offset: number, today = '2027-03-11') => {
    const { state, reason } = outlook({ ...facts, ...more }, { stage, offset }, today)
    return reason ?? state
  }
  it('is what would be decided as things are', () => {
    expect(said({}, 'REMINDER_1', 3)).toBe('PLANNED')
    expect(said({ pause: { until: '2027-03-15' } }, 'REMINDER_1', 3)).toBe('PAUSED')
    expect(said({ pause: { until: '2027-03-15' } }, 'REMINDER_2', 7)).toBe('PLANNED')
    expect(said({ isOwed: false }, 'REMINDER_1', 3)).toBe('PAID')
    expect(said({ decisions: [was('REMINDER_2')] }, 'REMINDER_1', 3)).toBe('SUPERSEDED')
    expect(said({}, 'BEFORE_1', -2)).toBe('SUPERSEDED')
    expect(said({}, 'REMINDER_1', 3, '2027-03-18')).toBe('SUPERSEDED')
    expect(said({}, 'REMINDER_2', 7, '2027-03-18')).toBe('PLANNED')
    expect(said({ address: null }, 'REMINDER_1', 3)).toBe('ADDRESS_MISSING')
    expect(said({ address: null }, 'COLLECTIONS', 21)).toBe('PLANNED')
    expect(said({ sentOn: '2027-03-14' }, 'REMINDER_1', 3)).toBe('SENT_LATER')
  })
})

describe('manualStage', () => {
  const stage = (more: Partial<ReminderFacts>, today: string) =>
    manualStage({ ...facts, ...more }, today)?.stage ?? null
  it('is the next one once it is late; none before, or after the last', () => {
    expect(stage({}, '2027-03-10')).toBeNull()
    expect(stage({}, '2027-03-11')).toBe('REMINDER_1')
    expect(stage({}, '2027-03-18')).toBe('REMINDER_2')
    expect(stage({ decisions: [was('REMINDER_1')] }, '2027-03-14')).toBe('REMINDER_2')
    expect(stage({ decisions: [was('FINAL')] }, '2027-03-25')).toBeNull()
    expect(stage({ decisions: [was('REMINDER_1', { state: 'PLANNED', isAttempted: false })] }, '2027-03-13')).toBe(
      'REMINDER_1',
    )
    expect(stage({ schedule: { ...schedule, enabled: false } }, '2027-03-11')).toBe('REMINDER_1')
  })
})

describe('mornings', () => {
  const at = (text: string) => new Date(text)
  it('are at nine where the business is', () => {
    expect(nextMorning('America/Toronto', at('2027-03-13T13:59:00Z')).toISOString()).toBe('2027-03-13T14:00:00.000Z')
    // The night before, clocks went forward.
    expect(nextMorning('America/Toronto', at('2027-03-13T14:00:00Z')).toISOString()).toBe('2027-03-14T13:00:00.000Z')
    expect(
      [8, 9, 20, 21].map((hour) => isDaytime('UTC', at(`2027-03-13T${String(hour).padStart(2, '0')}:59:00Z`))),
    ).toEqual([false, true, true, false])
  })

  it.each<[string, string | null, string, boolean, string]>([
    ['not yet known', null, '2027-03-13T12:00:00Z', false, '2027-03-14T09:00:00.000Z'],
    ['to come', '2027-03-14T09:00:00Z', '2027-03-13T12:00:00Z', false, '2027-03-14T09:00:00.000Z'],
    ['come', '2027-03-14T09:00:00Z', '2027-03-14T09:00:00Z', true, '2027-03-15T09:00:00.000Z'],
    ['missed for three days', '2027-03-14T09:00:00Z', '2027-03-17T15:00:00Z', true, '2027-03-18T09:00:00.000Z'],
    ['missed until night', '2027-03-14T09:00:00Z', '2027-03-14T23:00:00Z', false, '2027-03-15T09:00:00.000Z'],
    [
      'years ahead, as the clock was set back',
      '2030-01-01T09:00:00Z',
      '2027-03-13T12:00:00Z',
      false,
      '2027-03-14T09:00:00.000Z',
    ],
  ])('%s', (_, planned, now, decides, next) => {
    const step = morningStep('UTC', planned === null ? null : at(planned), at(now))
    expect([step.decides, step.next.toISOString()]).toEqual([decides, next])
  })
})
