import type { Export, Import } from '../../../core/contract/archive.ts'
import { ok, type Reply, type World } from './mock-api.ts'

const AT = '2026-11-20T15:00:00.000Z'
const id = (n: number) => `00000000-0000-7000-8000-00000000090${n}`

function made(n: number, more: Partial<Export>): Export {
  return {
    job_id: id(n),
    kind: 'MANUAL',
    status: 'READY',
    progress: 100,
    download_url: 'https://files.example/archive.zip',
    file_name: 'export-2026-11-20.zip',
    rows: 12_345,
    size_bytes: 4_200_000,
    reason: null,
    rehearsal: null,
    snapshot_at: AT,
    finished_at: AT,
    expires_at: '2026-11-27T15:00:00.000Z',
    version: 3,
    created_at: AT,
    updated_at: AT,
    created_by: 'user-dana',
    allowed_actions: [],
    ...more,
  }
}

const notThere = { download_url: null, size_bytes: null }
export const EXPORTS = [
  made(1, { allowed_actions: ['rehearse'] }),
  made(2, { ...notThere, status: 'FAILED', reason: 'The archive could not be stored', expires_at: null }),
  made(3, { ...notThere, expires_at: '2026-11-01T15:00:00.000Z' }),
]
export const TRYING = { status: 'QUEUED', checked_at: null, rows: 0, figures: [], equal: false, reason: null } as const
const RUNNING = made(4, { ...notThere, status: 'RUNNING', progress: 40, expires_at: null })

const filled: Import = {
  job_id: id(5),
  file_id: id(6),
  status: 'FAILED',
  progress: 0,
  rows: 0,
  reason:
    'The archive cannot be imported: data/invoices.ndjson is not what the manifest says: it was cut short or edited',
  finished_at: AT,
  version: 2,
  created_at: AT,
  updated_at: AT,
  created_by: 'user-dana',
  allowed_actions: [],
}

/** Past exports and imports; a new export is at work. */
export function archiveAnswer({ isEmpty, calls }: World, method: string, { pathname }: URL): Reply {
  const isImport = pathname.startsWith('/v1/import')
  if (pathname === '/v1/export-schedule') {
    const isChosen = calls.some((call) => call.method === 'PATCH' && call.path === pathname)
    return ok({
      every: isChosen ? 'WEEK' : 'NEVER',
      next_at: isChosen ? '2026-11-23T08:00:00.000Z' : null,
      version: 1,
      allowed_actions: ['schedule'],
    })
  }
  if (pathname.endsWith('/rehearse')) return ok({ ...EXPORTS[0], rehearsal: TRYING })
  if (method === 'POST') return ok(isImport ? { ...filled, status: 'QUEUED', reason: null } : RUNNING, 201)
  const one = EXPORTS.find(({ job_id }) => pathname.endsWith(job_id))
  if (one) return ok(one)
  return ok(isEmpty ? [] : isImport ? [filled] : EXPORTS)
}
