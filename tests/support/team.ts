import { randomBytes, scryptSync } from 'node:crypto'
import { newId } from '../../core/db/ids.ts'
import { ACTING_ROLES, type Role } from '../../core/domain/permissions.ts'
import { type Api, apiClient } from './api.ts'
import type { SharedStack } from './shared-stack.ts'

export const TEAM_PASSWORD = 'a good password 12'

/** A business with a member of each role and a delegate, and what a test makes in it. */
export interface TeamBusiness {
  stack: SharedStack
  tenantId: string
  orgId: string
  userIds: Readonly<Record<Role, string>>
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

/** People made in the database, because only their signing in is of interest here; their password costs little to check. */
export async function makeTeam(stack: SharedStack): Promise<Team> {
  const family = newId().slice(-12)
  const emailOf = (role: Role) => `${role.toLowerCase()}@${family}.example`
  const userIds = Object.fromEntries(ACTING_ROLES.map((role) => [role, newId()])) as Record<Role, string>
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
  const atHome = await eachRole((role) => signIn(stack, emailOf(role), home.tenantId))
  return {
    userIds,
    emailOf,
    async business(more = {}) {
      const made = await insertBusiness(stack, userIds, more)
      const as = await eachRole((role) => switchTo(stack, atHome[role], made.tenantId))
      return { stack, ...made, userIds, as, owner: as.OWNER }
    },
  }
}

async function eachRole<T>(make: (role: Role) => Promise<T>): Promise<Record<Role, T>> {
  const made = await Promise.all(ACTING_ROLES.map(async (role) => [role, await make(role)] as const))
  return Object.fromEntries(made) as Record<Role, T>
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
     insert into app.memberships (tenant_id, user_id, role, may_send)
       select t.id, m.user_id, replace(m.role, 'DELEGATE', 'AGENT'), m.role = 'DELEGATE' from t, unnest($7::text[], $8::text[]) m (user_id, role)`,
    [
      tenantId,
      orgId,
      name,
      `owner@${orgId}.example`,
      currency,
      newId(),
      ACTING_ROLES.map((role) => userIds[role]),
      [...ACTING_ROLES],
    ],
  )
  return { tenantId, orgId }
}

async function signIn(stack: SharedStack, email: string, tenant_id: string): Promise<Api> {
  const answer = await apiClient(stack).post('/v1/auth/login', { email, password: TEAM_PASSWORD, tenant_id })
  if (answer.status !== 200) throw new Error(`login answered ${answer.status} ${answer.text}`)
  return apiClient(stack, answer.body.data.jwt)
}

async function switchTo(stack: SharedStack, atHome: Api, tenantId: string): Promise<Api> {
  const answer = await atHome.post('/v1/auth/switch', { tenant_id: tenantId })
  if (answer.status !== 200) throw new Error(`switch answered ${answer.status} ${answer.text}`)
  return apiClient(stack, answer.body.data.jwt)
}

function cheapHash(): string {
  const salt = randomBytes(16)
  const hash = scryptSync(TEAM_PASSWORD, salt, 32, { N: 2, r: 1, p: 1 })
  return `scrypt$1$1$1$${salt.toString('base64url')}$${hash.toString('base64url')}`
}
