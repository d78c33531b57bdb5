import { MODEL_OUTCOMES, modelAtFirst } from './machine.ts'

/** What a machine does: rules read some words, a model is asked about them, a rule of the owner makes what is sure. */
export const TASK_TYPES = ['READ', 'ASK_MODEL', 'APPLY'] as const
export type TaskType = (typeof TASK_TYPES)[number]
export const TASK = { waits: 'PENDING', runs: 'RUNNING', done: 'COMPLETED', failed: 'FAILED' } as const
export const TASK_STATUSES = [TASK.waits, TASK.runs, TASK.done, TASK.failed] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

/** How far a draft's model is where a question to it has a status. */
export const ASKED_STATES: Readonly<Record<TaskStatus, string>> = {
  PENDING: modelAtFirst(true),
  RUNNING: modelAtFirst(true),
  COMPLETED: MODEL_OUTCOMES.proposed,
  FAILED: MODEL_OUTCOMES.none,
}

const PROGRESS: Readonly<Record<TaskStatus, number>> = { PENDING: 0, RUNNING: 50, COMPLETED: 100, FAILED: 100 }
/** In percent: how long a model takes is not known, so it is half while it is asked. */
export const progressOf = (status: TaskStatus): number => PROGRESS[status]
