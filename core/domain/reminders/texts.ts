import { BEFORE_STAGES, rankOf, STAGES, type Stage } from './schedule.ts'

/** Of which kind of text (`TemplateType`) the mail of a stage is. */
const TEXTS = {
  BEFORE_1: 'REMINDER_BEFORE',
  BEFORE_2: 'REMINDER_BEFORE',
  BEFORE_3: 'REMINDER_BEFORE',
  REMINDER_1: 'REMINDER_1',
  REMINDER_2: 'REMINDER_2',
  FINAL: 'REMINDER_FINAL',
  COLLECTIONS: 'REMINDER_FINAL',
} as const satisfies Record<Stage, string>
type Text = (typeof TEXTS)[Stage]

const isStage = (word: string): word is Stage => (STAGES as readonly string[]).includes(word)

/** One more of a person's is worded as the one that went before it, and like the first where none did. */
export function textOfStage(stage: Stage | 'EXTRA', arStage: string, daysLate: number): Text {
  if (stage !== 'EXTRA') return TEXTS[stage]
  if (daysLate <= 0) return 'REMINDER_BEFORE'
  return isStage(arStage) && rankOf(arStage) >= BEFORE_STAGES.length ? TEXTS[arStage] : 'REMINDER_1'
}
