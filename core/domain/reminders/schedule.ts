/** When a business asks for what is late, and before it is (H-MON-7, C-16): days of the calendar, from the due date. */
export interface Schedule {
  enabled: boolean
  days_after_due: readonly number[]
  days_before_due: readonly number[]
}

/** What a contact has of its own; what is left out is as the business has it. */
export type ScheduleOverride = Partial<Schedule>

export const BEFORE_STAGES = ['BEFORE_1', 'BEFORE_2', 'BEFORE_3'] as const
export const AFTER_STAGES = ['REMINDER_1', 'REMINDER_2', 'FINAL'] as const
/** In the order in which they come; the last one is work for somebody, not a mail. */
export const STAGES = [...BEFORE_STAGES, ...AFTER_STAGES, 'COLLECTIONS'] as const
export type Stage = (typeof STAGES)[number]

/** As many as there are stages (C-16: stage i for day i). */
export const DAYS_MAX = AFTER_STAGES.length
/** From the final reminder until somebody has to look after it himself. */
export const COLLECTIONS_AFTER_DAYS = 7

export type Channel = 'EMAIL' | 'WORK_ITEM'
export const channelOf = (stage: Stage): Channel => (stage === 'COLLECTIONS' ? 'WORK_ITEM' : 'EMAIL')
export const rankOf = (stage: Stage): number => STAGES.indexOf(stage)
export const isAfterDue = (stage: Stage): boolean => rankOf(stage) >= BEFORE_STAGES.length

/** A stage, and how many days after the due date it comes (before it: less than nothing). */
export interface StageDay {
  stage: Stage
  offset: number
}

/** The stages of a schedule in their order; days said twice are one, and what there is no stage for is left out. */
export function stagesOf({
  days_after_due,
  days_before_due,
}: Pick<Schedule, 'days_after_due' | 'days_before_due'>): StageDay[] {
  const before = ascending(days_before_due).reverse()
  const after = ascending(days_after_due)
  const stages = [
    ...before.slice(0, DAYS_MAX).map((days, at): StageDay => ({ stage: BEFORE_STAGES[at]!, offset: -days })),
    ...after.slice(0, DAYS_MAX).map((days, at): StageDay => ({ stage: AFTER_STAGES[at]!, offset: days })),
  ]
  const final = stages.find(({ stage }) => stage === 'FINAL')
  return final ? [...stages, { stage: 'COLLECTIONS', offset: final.offset + COLLECTIONS_AFTER_DAYS }] : stages
}

const ascending = (days: readonly number[]) => [...new Set(days)].sort((a, b) => a - b)

/** The schedule that counts for a contact. */
export const scheduleFor = (business: Schedule, own: ScheduleOverride | null): Schedule => ({ ...business, ...own })
