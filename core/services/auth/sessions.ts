import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Session, type SessionQuery } from '../../contract/auth.ts'
import type { Bearer } from '../../domain/identity/bearer.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { columnsOf } from '../columns.ts'
import type { Cursors } from '../cursor.ts'
import { toInstant } from '../instants.ts'
import { type AuthContext, ownSession, traceOf } from './context.ts'

const SessionRow = z.object({
  id: z.string(),
  user_agent: z.string().nullable(),
  ip: z.string().nullable(),
  created_at: z.string(),
  last_seen_at: z.string(),
  expires_at: z.string(),
})
type SessionRow = z.infer<typeof SessionRow>
const sessionColumns = columnsOf(SessionRow, {})

/** The sign-ins of a person that still work, newest first. */
export async function listSessions(
  auth: AuthContext,
  cursors: Cursors,
  bearer: Bearer,
  { limit, cursor }: SessionQuery,
) {
  const current = ownSession(bearer)
  const scope = ['sessions', bearer.userId]
  const [at = null, id = null] = (await cursors.decode(cursor, scope, 2)) ?? []
  const signIns = sql`select * from app.list_sessions(${bearer.userId}, ${current}::uuid, ${limit + 1}, ${at}::timestamptz, ${id}::uuid)`
  const rows = sessionColumns.read(await auth.system.value(sessionColumns.of(signIns)))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last ? await cursors.encode([toInstant(last.created_at), last.id], scope) : null
  return { rows: rows.slice(0, limit).map((row) => presentSession(row, current)), cursor: next }
}

/** Ends one sign-in of the same person; one that is not theirs is not found. */
export async function revokeSession(auth: AuthContext, bearer: Bearer, id: string): Promise<Session> {
  const current = ownSession(bearer)
  if (!isUuid(id)) throw new AppError('NOT_FOUND', 'Not found')
  const trace = JSON.stringify(traceOf(auth.caller))
  const [row] = await auth.system.rows<SessionRow>(
    sql`app.revoke_session(${bearer.userId}, ${current}::uuid, ${id}::uuid, ${trace}::jsonb)`,
  )
  return { ...presentSession(row as SessionRow, current), allowed_actions: [] }
}

const presentSession = (row: SessionRow, current: string): Session =>
  Session.parse({
    id: row.id,
    user_agent: row.user_agent,
    ip: row.ip,
    is_current: row.id === current,
    created_at: toInstant(row.created_at),
    last_seen_at: toInstant(row.last_seen_at),
    expires_at: toInstant(row.expires_at),
    allowed_actions: ['revoke'],
  })
