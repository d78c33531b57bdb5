import { CloseBusiness } from '../../core/contract/closing.ts'
import type { NewJob } from '../../core/contract/jobs.ts'
import { newId } from '../../core/db/ids.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { closeBusiness } from '../../core/services/business/close.ts'
import { reopenBusiness } from '../../core/services/business/reopen.ts'
import { type AuthWorld, authWorld, PASSWORD } from './auth-context.ts'
import { makeBusiness, type TestBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'

/** A business whose members are signed in and have passwords, and how it is closed. */
export interface ClosableBusiness {
  ours: TestBusiness
  world: AuthWorld
  bearerOf(role: Role): { userId: string; orgId: string; sessionId: string }
  close(more?: Partial<CloseBusiness>, role?: Role): ReturnType<typeof closeBusiness>
  reopen(role?: Role): ReturnType<typeof reopenBusiness>
}

export async function closableBusiness(
  database: TestDatabase,
  profile: Parameters<typeof makeBusiness>[1] = {},
): Promise<ClosableBusiness> {
  const [ours, world] = [await makeBusiness(database, profile), authWorld(database)]
  const sessions = new Map(Object.entries(ours.userIds).map(([role, userId]) => [role, { userId, id: newId() }]))
  for (const { userId, id } of sessions.values()) {
    await database.admin(`update app.users set password_hash = $2 where id = $1`, [userId, `plain:${PASSWORD}`])
    await database.admin(
      `insert into app.sessions (id, user_id, tenant_id, expires_at) values ($1, $2, $3, now() + interval '300 days')`,
      [id, userId, ours.tenantId],
    )
  }
  const bearerOf: ClosableBusiness['bearerOf'] = (role) => {
    const { userId, id } = sessions.get(role)!
    return { userId, orgId: ours.orgId, sessionId: id }
  }
  return {
    ours,
    world,
    bearerOf,
    close(more = {}, role = 'OWNER') {
      const bearer = bearerOf(role)
      const input = CloseBusiness.parse({ name: profile.name ?? 'Test business', password: PASSWORD, ...more })
      const trace = { requestId: `req_${newId()}` }
      const hooks = { onWrite: (written: readonly NewJob[]) => ours.jobs.push(...written) }
      return closeBusiness(
        world.auth,
        TenantDb.open(ours.as(role).db, { kind: 'user', ...bearer }, trace, hooks),
        bearer,
        input,
      )
    },
    reopen: (role = 'OWNER') => reopenBusiness(ours.as(role)),
  }
}
