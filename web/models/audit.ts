import { signal } from '@preact/signals'
import type { AuditEntry, AuditVerdict } from '../../core/contract/audit.ts'
import { get, post } from '../api.ts'
import type { Pages } from './resource.ts'

export interface AuditFilters {
  actor: string
  action: string
  from: string
  to: string
}

/** What everybody did; asked anew each time that it is opened. */
export const auditPages = (filters: AuditFilters): Pages<AuditEntry> => ({
  queryKey: ['/v1/audit', 'pages', filters],
  meta: { shows: [] },
  ask: (cursor, signal) => get('/v1/audit', { query: { ...filters, cursor }, signal }),
})

export type Check =
  | { state: 'running'; checked: number }
  | { state: 'done'; checked: number; firstBad: AuditVerdict['first_bad'] }
  | { state: 'failed'; error: unknown }

/** Null until somebody asks. */
export const check = signal<Check | null>(null)

/** A long history is looked at in several calls. */
const CALLS_MAX = 10_000

/** Looks at the whole history, part by part, until its end or what is wrong. */
export async function checkAudit(): Promise<void> {
  if (check.value?.state === 'running') return
  let checked = 0
  check.value = { state: 'running', checked }
  try {
    let cursor: string | null = null
    for (let calls = 0; calls < CALLS_MAX; calls++) {
      const answer: Awaited<ReturnType<typeof ask>> = await ask(cursor)
      checked += answer.data.checked
      cursor = answer.cursor
      if (!answer.data.ok || cursor === null) {
        check.value = { state: 'done', checked, firstBad: answer.data.first_bad }
        return
      }
      check.value = { state: 'running', checked }
    }
  } catch (error) {
    check.value = { state: 'failed', error }
  }
}

const ask = (cursor: string | null) => post('/v1/audit/verify', cursor === null ? {} : { cursor })
