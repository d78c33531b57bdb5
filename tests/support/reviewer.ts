import type { Actor } from '../../core/db/actor.ts'
import { newId } from '../../core/db/ids.ts'
import { connect, Meter } from '../../core/db/meter.ts'
import { SystemDb } from '../../core/db/system-db.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import { Cursors } from '../../core/services/cursor.ts'
import type { Reviewing } from '../../core/services/reviews/list.ts'
import type { TestDatabase } from './database.ts'

export interface TestReviewer {
  userId: string
  name: string
  sessionId: string
  /** The handle for one draft, as the Worker makes it. */
  in(draftId: string, meter?: Meter): TenantDb
  /** For lists over all businesses. */
  all(meter?: Meter): Reviewing
}

/** Somebody with an account of his own and a sign-in, who is a member of no business; of the platform unless told otherwise. */
export async function makeReviewer(database: TestDatabase, name = 'Omar Reid', isOne = true): Promise<TestReviewer> {
  const [userId, sessionId] = [newId(), newId()]
  await database.admin(`insert into app.users (id, email, name) values ($1, $2, $3)`, [
    userId,
    `${userId}@platform.example`,
    name,
  ])
  await database.admin(
    `insert into app.sessions (id, user_id, expires_at) values ($1, $2, now() + interval '300 days')`,
    [sessionId, userId],
  )
  if (isOne) await database.admin(`insert into app.platform_members (user_id) values ($1)`, [userId])
  return reviewerOn(database, { userId, sessionId, name })
}

/** The handles of a reviewer. */
export function reviewerOn(
  database: TestDatabase,
  { userId, sessionId, name }: Pick<TestReviewer, 'userId' | 'sessionId' | 'name'>,
): TestReviewer {
  const db = (meter = new Meter()) => connect({ url: database.appUrl, gateway: database.gateway.url }, meter)
  const trace = { requestId: `req_${newId()}`, ip: '192.0.2.9' }
  return {
    userId,
    name,
    sessionId,
    in(draftId, meter) {
      const actor: Actor = { kind: 'ops', userId, sessionId, draftId }
      return TenantDb.open(db(meter), actor, trace)
    },
    all: (meter) => ({
      system: new SystemDb(db(meter)),
      bearer: { userId, orgId: '', sessionId },
      trace,
      cursors: new Cursors('a secret of the tests, long enough'),
    }),
  }
}
