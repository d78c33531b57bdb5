import { describe, expect, it } from 'vitest'
import { STAGES } from '../../../core/domain/reminders/schedule.ts'
import { textOfStage } from '../../../core/domain/reminders/texts.ts'
import { builtInReminder } from '../../../core/domain/templates/built-in.ts'
import { fillTemplate, variableProblems } from '../../../core/domain/templates/fill.ts'
import { REMINDER_TYPES, variablesOf } from '../../../core/domain/templates/variables.ts'

describe('the text of a reminder', () => {
  it('is of one kind for each stage', () => {
    expect(STAGES.map((stage) => textOfStage(stage, 'NONE', 1))).toEqual([
      'REMINDER_BEFORE',
      'REMINDER_BEFORE',
      'REMINDER_BEFORE',
      'REMINDER_1',
      'REMINDER_2',
      'REMINDER_FINAL',
      'REMINDER_FINAL',
    ])
  })

  it('that is one more is worded as the one before it, and never harder than what went out', () => {
    const extra = (arStage: string, daysLate: number) => textOfStage('EXTRA', arStage, daysLate)
    expect(['NONE', 'REMINDER_1', 'REMINDER_2', 'FINAL', 'COLLECTIONS', 'BEFORE_1'].map((at) => extra(at, 1))).toEqual([
      'REMINDER_1',
      'REMINDER_1',
      'REMINDER_2',
      'REMINDER_FINAL',
      'REMINDER_FINAL',
      'REMINDER_1',
    ])
    expect([extra('FINAL', 0), extra('FINAL', -3)]).toEqual(['REMINDER_BEFORE', 'REMINDER_BEFORE'])
  })

  it('that comes with the product names nothing that its kind does not know, on any day', () => {
    for (const type of REMINDER_TYPES) {
      const days = type === 'REMINDER_BEFORE' ? [-30, -1, 0] : [1, 2, 400]
      for (const day of days)
        expect(variableProblems('content', builtInReminder(type, day), variablesOf(type)), `${type} ${day}`).toEqual([])
    }
    const late = (days: number) =>
      fillTemplate(builtInReminder('REMINDER_2', days), {
        'invoice.number': 'INV-7',
        'invoice.due_date': 'May 1',
        'invoice.days_late': String(days),
      })
    expect(late(1)).toMatchObject({
      text: expect.stringMatching(/^Invoice INV-7 was due on May 1, a day ago/),
      missing: [],
    })
    expect(late(9)).toMatchObject({ text: expect.stringMatching(/due on May 1, 9 days ago/), missing: [] })
  })
})
