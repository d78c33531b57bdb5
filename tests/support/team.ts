import { randomBytes, scryptSync } from 'node:crypto'
import { newId } from '../../core/db/ids.ts'
import { ACTING_ROLES, type Role } from '../../core/domain/permissions.ts'
import { buildIdentity } from '../../workers/adapters/tokens/identity.ts'
import { type Api, apiClient } from './api.ts'
import type { SharedStack } from './shared-stack.ts'

export const TEAM_PASSWORD = 'a good password 12'

/** A business with a member of each role and a delegate, and what a test makes in it. */
export interface TeamBusiness {
  stack: SharedStack
  tenantId: string
  orgId: string
  userIds: Readonly<Record<Role, string>>
  tokens: Readonly<Record<Role, string>>
  as: Readonly<Record<Role, Api>>
  owner: Api
}

/** Six people, one for each role and an agent who may send, who may share any number of businesses. */
export interface Team {
  userIds: Readonly<Record<Role, string>>
  emailOf(role: Role): string
  /** One more business of theirs: the limit of 600 requests a minute is for one business. */
  business(more?: { name?: string; currency?: string }): Promise<TeamBusiness>
}

/**
 * People made and signed in past the API: a thousand businesses need no thousand sign-ins. Those who sign in by their
 * password (it costs little to check) and switch are in tests/http/auth.test.ts and the rows of tests/routes/auth.ts.
 */
export async function makeTeam(stack: SharedStack): Promise<Team> {
  const family = newId().slice(-12)
  const emailOf = (role: Role) => `${role.toLowerCase()}@${family}.example`
  const userIds = idForEach()
  await stack.admin(
    `insert into app.users (id, email, name, password_hash) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
    [
      ACTING_ROLES.map((role) => userIds[role]),
      ACTING_ROLES.map(emailOf),
      ACTING_ROLES.map((role) => `The ${role}`),
      ACTING_ROLES.map(cheapHash),
    ],
  )
  const home = await insertBusiness(stack, userIds, { name: `Home of ${family}` })
  const sessionIds = await insertSessions(stack, userIds, home.tenantId)
  const identity = buildIdentity({ APP_ORIGIN: stack.origin, AUTH_PRIVATE_JWK: stack.signingKey })
  return {
    userIds,
    emailOf,
    async business(more = {}) {
      const made = await insertBusiness(stack, userIds, more)
      const signed = ACTING_ROLES.map(async (role) => {
        const bearer = { userId: userIds[role], sessionId: sessionIds[role], orgId: made.orgId }
        return [role, await identity.sign(bearer)] as const
      })
      const tokens = Object.fromEntries(await Promise.all(signed)) as Record<Role, string>
      const as = Object.fromEntries(ACTING_ROLES.map((role) => [role, apiClient(stack, tokens[role])])) as Record<
        Role,
        Api
      >
      return { stack, ...made, userIds, tokens, as, owner: as.OWNER }
    },
  }
}

const idForEach = () => Object.fromEntries(ACTING_ROLES.map((role) => [role, newId()])) as Record<Role, string>

/** A browser of each, as signing in leaves it. */
async function insertSessions(stack: SharedStack, userIds: Record<Role, string>, tenantId: string) {
  const ids = idForEach()
  await stack.admin(
    `insert into app.sessions (id, user_id, tenant_id, user_agent, expires_at)
       select s.id, s.user_id, $1, 'node', now() + interval '90 days' from unnest($2::uuid[], $3::text[]) s (id, user_id)`,
    [tenantId, ACTING_ROLES.map((role) => ids[role]), ACTING_ROLES.map((role) => userIds[role])],
  )
  return ids
}

async function insertBusiness(
  stack: SharedStack,
  userIds: Record<Role, string>,
  more: { name?: string; currency?: string },
) {
  const tenantId = newId()
  const orgId = `org_hub_${newId()}`
  const { name = 'Test & Co', currency = 'CAD' } = more
  await stack.admin(
    `with t as (insert into app.tenants (id, external_org_id, name, owner_email, currency, timezone, country)
       values ($1, $2, $3, $4, $5, 'America/Toronto', 'CA') returning id),
     p as (insert into app.projects (id, tenant_id, name, is_default) select $6, id, $3, true from t)
     insert into app.memberships (tenant_id, user_id, role, may_send, last_seen_at)
       select t.id, m.user_id, replace(m.role, 'DELEGATE', 'AGENT'), m.role = 'DELEGATE', clock_timestamp() from t, unnest($7::text[], $8::text[]) m (user_id, role)`,
    [
      tenantId,
      orgId,
      name,
      `owner@${newId().slice(-12)}.example`,
      currency,
      newId(),
      ACTING_ROLES.map((role) => userIds[role]),
      [...ACTING_ROLES],
    ],
  )
  return { tenantId, orgId }
}

function cheapHash(): string {
  const salt = randomBytes(16)
  const hash = scryptSync(TEAM_PASSWORD, salt, 32, { N: 2, r: 1, p: 1 })
  return `scrypt$1$1$1$${salt.toString('base64url')}$${hash.toString('base64url')}`
}
