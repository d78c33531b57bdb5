import type { z } from 'zod'
import { CreateContact } from '../../core/contract/contacts.ts'
import { CreateInvoice } from '../../core/contract/invoices.ts'
import type { NewJob } from '../../core/contract/jobs.ts'
import type { Idempotency } from '../../core/db/actor.ts'
import { newId } from '../../core/db/ids.ts'
import { connect, Meter } from '../../core/db/meter.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { ACTING_ROLES } from '../../core/domain/permissions.ts'
import { createContact } from '../../core/services/contacts/create.ts'
import { createInvoice } from '../../core/services/invoices/create.ts'
import { markInvoiceSent } from '../../core/services/invoices/links.ts'
import type { TestDatabase } from './database.ts'

interface Profile {
  /** Who belongs to it; all when left out. */
  roles?: readonly Role[]
  name?: string
  currency?: string
  timezone?: string
  country?: string | null
}

interface Handle {
  idem?: Idempotency
  /** Counts the trips of this handle alone. */
  meter?: Meter
  /** Another member of the same role. */
  userId?: string
}

export interface TestBusiness {
  tenantId: string
  orgId: string
  userIds: Readonly<Record<Role, string>>
  /** The handle of a member, as the Worker makes it; a new one for each request. */
  as(role: Role, handle?: Handle): TenantDb
  /** Jobs that the writes of `as` handed to the queue. */
  jobs: NewJob[]
  /** One more member. */
  addMember(role: Role, status?: 'ACTIVE' | 'DISABLED'): Promise<string>
  contact(input?: Partial<CreateContact>, role?: Role): ReturnType<typeof createContact>
  /** A draft of one line of 100.00, for a contact of its own unless one is named. */
  draft(input?: Partial<z.input<typeof CreateInvoice>>, role?: Role): ReturnType<typeof createInvoice>
  /** Finalised, open for payment. */
  sentInvoice(input?: Partial<z.input<typeof CreateInvoice>>): ReturnType<typeof createInvoice>
}

/** A business of its own with a member of each role, so that tests need not know of each other. */
export async function makeBusiness(database: TestDatabase, profile: Profile = {}): Promise<TestBusiness> {
  const tenantId = newId()
  const orgId = `org_${newId()}`
  const { name = 'Test business', currency = 'CAD', timezone = 'America/Toronto', country = 'CA' } = profile
  await database.admin(
    `insert into app.tenants (id, external_org_id, name, owner_email, currency, timezone, country) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenantId, orgId, name, `owner@${newId().slice(-12)}.example`, currency, timezone, country],
  )
  const jobs: NewJob[] = []
  const userIds = {} as Record<Role, string>
  const addMember: TestBusiness['addMember'] = (role, status = 'ACTIVE') =>
    insertMember(database, tenantId, role, status)
  for (const role of profile.roles ?? ACTING_ROLES) userIds[role] = await addMember(role)
  const as: TestBusiness['as'] = (role, handle = {}) =>
    openTenant(database, orgId, handle.userId ?? userIds[role], handle, jobs)
  return { tenantId, orgId, userIds, jobs, as, addMember, ...factories(as) }
}

/** The handle of any user and organisation, mapped or not. */
export function openTenant(
  database: TestDatabase,
  orgId: string,
  userId: string,
  handle: Handle = {},
  jobs: NewJob[] = [],
) {
  const db = connect({ url: database.appUrl, gateway: database.gateway.url }, handle.meter ?? new Meter())
  const actor = { kind: 'user', userId, orgId, sessionId: null } as const
  const trace = { requestId: `req_${newId()}`, ip: '192.0.2.1' }
  return TenantDb.open(db, actor, trace, { idem: handle.idem, onWrite: (written) => jobs.push(...written) })
}

async function insertMember(database: TestDatabase, tenantId: string, role: Role, status: string): Promise<string> {
  const id = newId()
  await database.admin(
    `with u as (insert into app.users (id, email, name) values ($1, $2, $3) returning id)
     insert into app.memberships (tenant_id, user_id, role, may_send, status)
       select $4, u.id, replace($5, 'DELEGATE', 'AGENT'), $5 = 'DELEGATE', $6 from u`,
    [id, `${id}@members.example`, `${role.toLowerCase()} of ${tenantId.slice(-4)}`, tenantId, role, status],
  )
  return id
}

function factories(as: TestBusiness['as']): Pick<TestBusiness, 'contact' | 'draft' | 'sentInvoice'> {
  const contact: TestBusiness['contact'] = (input = {}, role = 'OWNER') =>
    createContact(
      as(role),
      CreateContact.parse({ display_name: 'Maria Silva', email: 'maria@silva.example', ...input }),
    )
  const draft: TestBusiness['draft'] = async (input = {}, role = 'OWNER') =>
    createInvoice(
      as(role),
      CreateInvoice.parse({
        contact_id: input.contact_id ?? (await contact({}, role)).id,
        line_items: [{ name: 'Repair', qty: '1', rate: '100.00' }],
        ...input,
      }),
    )
  const sentInvoice: TestBusiness['sentInvoice'] = async (input = {}) =>
    markInvoiceSent(as('OWNER'), (await draft(input)).id)
  return { contact, draft, sentInvoice }
}
