import { change, type Row } from './rights.ts'

/** What is proposed by rules or a model, and made by a person (H-RBAC-10). */
export const DRAFT_ACTIONS = {
  'drafts.extract': { may: change('work_items') },
} as const satisfies Record<string, Row>
