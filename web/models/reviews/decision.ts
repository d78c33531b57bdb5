import type { Changed, Review } from './queue.ts'

/** What was decided last, which can be taken back: once the server has it, of this version. */
export interface Decision {
  id: string
  title: string
  status: Review['status']
  version: Promise<number | null>
}

export const DEED_STATUS = { apply: 'APPLIED', approve: 'APPROVED', reject: 'REJECTED' } as const

export const decisionOf = (
  { id, title, status }: Pick<Changed, 'id' | 'title' | 'status'>,
  version: Decision['version'],
) => ({
  id,
  title,
  status,
  version,
})
