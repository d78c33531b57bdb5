import { stagesOf } from '../../domain/reminders/schedule.ts'
import { textOfStage } from '../../domain/reminders/texts.ts'
import type { ReminderType } from '../../domain/templates/variables.ts'
import { ruleOf } from '../reminders/facts.ts'
import type { BusinessRow } from '../settings.ts'

const USUAL: Readonly<Record<ReminderType, number>> = {
  REMINDER_BEFORE: -3,
  REMINDER_1: 3,
  REMINDER_2: 7,
  REMINDER_FINAL: 14,
}

/** When the schedule of the business sends such a text first. */
export function offsetOf(type: ReminderType, business: BusinessRow): number {
  const { schedule } = ruleOf(business)
  return stagesOf(schedule).find(({ stage }) => textOfStage(stage, 'NONE', 1) === type)?.offset ?? USUAL[type]
}
