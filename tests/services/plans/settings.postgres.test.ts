import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { listAudit } from '../../../core/services/audit/list.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { listTaxRates } from '../../../core/services/tax-rates/list.ts'
import { listInvitations } from '../../../core/services/team/list-invitations.ts'
import { listMembers } from '../../../core/services/team/list-members.ts'
import { makeBusiness, openTenant } from '../../support/business.ts'
import { openTestDatabase } from '../../support/database.ts'
import type { DatabaseSource } from '../../support/database-source.ts'
import { drawn } from '../../support/drawn.ts'
import { explain, type Plan } from './explain.ts'
import { fillTables } from './fill.ts'
import { type Query, type Recorder, startRecorder } from './recorder.ts'

const SMALL = 2_000
const LARGE = 60_000
const GROWTH_MAX = 1.2
const PAGES_SLACK = 8
/** A tree of many times the entries is one level higher, and a name is looked up for each row; functions hide these steps. */
const ROWS = 51
/** The one invoice is the whole table. */
const TINY = 'invoices'
const TABLES = ['app.users', 'app.memberships', 'invitations', 'tax_rates', 'app.sessions', 'app.audit'] as const

interface Place {
  tenant: TenantDb
  userId: string
  sessionId: string
  invoiceId: string
  /** A place deep in every list: nearly all that there is comes before it. */
  deep: [at: string, id: string]
}

interface Sized extends Omit<Place, 'tenant'> {
  open: () => TenantDb
  adminUrl: string
  recorder: Recorder
  close(): Promise<void>
}

const cursors = new Cursors('a secret of the tests')
const source = inject('database')
let sizes: Sized[] = []

beforeAll(async () => {
  if (source.kind === 'postgres') sizes = [await openSized(source, SMALL), await openSized(source, LARGE)]
}, 120_000)
beforeEach((context) => {
  if (source.kind === 'absent') context.skip(source.reason)
})
afterAll(() => Promise.all(sizes.map((sized) => sized.close())))

const uuid = (n: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const at = (n: string) => `'2026-01-01'::timestamptz + make_interval(secs => ${n})`

/** A business that many people joined, were invited to and signed in to, with many taxes and an invoice that much happened to. */
async function openSized(postgres: Extract<DatabaseSource, { kind: 'postgres' }>, rows: number): Promise<Sized> {
  const database = await openTestDatabase(postgres)
  const ours = await makeBusiness(database, { roles: ['OWNER'] })
  const invoiceId = (await ours.draft()).id
  const [tenant, owner] = [ours.tenantId, ours.userIds.OWNER]
  const all = `generate_series(1, ${rows}) n`
  await fillTables(database.adminUrl, [TABLES], {
    'app.users': `insert into app.users (id, email, name) select ${uuid('n')}::text, 'p' || n || '@example.com', 'Person' from ${all}`,
    'app.memberships': `insert into app.memberships (tenant_id, user_id, role, created_at) select '${tenant}', ${uuid('n')}::text, 'STAFF', ${at('n')} from ${all}`,
    invitations: `insert into invitations (tenant_id, id, email, role, status, expires_at, created_at, created_by)
       select '${tenant}', ${uuid('n')}, 'i' || n || '@example.com', 'STAFF', case when n % 2 = 0 then 'INVITED' else 'REVOKED' end, now(), ${at('n')}, '${owner}' from ${all}`,
    tax_rates: `insert into tax_rates (tenant_id, id, name, percent_e4, created_at, created_by) select '${tenant}', ${uuid('n')}, 'Tax ' || n, 130000, ${at('n')}, '${owner}' from ${all}`,
    'app.sessions': `insert into app.sessions (id, user_id, tenant_id, created_at, expires_at) select ${uuid('n')}, '${owner}', '${tenant}', ${at('n')}, now() + interval '9 days' from ${all}`,
    'app.audit': `insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id) select '${tenant}', ${at('n')}, '${owner}', 'invoice.update', 'invoice', '${invoiceId}' from ${all}`,
  })
  await database.admin('vacuum analyze')
  const recorder = await startRecorder(database.gateway)
  const recorded = { ...database, gateway: { ...database.gateway, url: recorder.url } }
  const deepest = await database.admin<{ at: string; id: string }>(`select ${at('60')} as at, ${uuid('60')} as id`)
  const { at: instant, id } = deepest[0]!
  return {
    // The handle made last says which gateway all of a process go to.
    open: () => openTenant(recorded, ours.orgId, owner),
    userId: owner,
    sessionId: id,
    invoiceId,
    deep: [new Date(instant).toISOString(), id],
    adminUrl: database.adminUrl,
    recorder,
    async close() {
      await recorder.close()
      await database.close()
    },
  }
}

/** The statements of a list, read through what the product really sends. */
const sent =
  (list: (place: Place) => Promise<unknown>) =>
  async (sized: Sized): Promise<Query[]> =>
    (await sized.recorder.during(() => list({ ...sized, tenant: sized.open() }))).at(-1)!

const deepIn = ({ tenant, deep }: Place, ...scope: unknown[]) =>
  cursors.encode(deep, [scope[0], tenant.scope, ...scope.slice(1)])

/** Sessions are listed outside any business, by one function. */
const sessions =
  (isDeep: boolean) =>
  async ({ userId, sessionId, deep }: Sized): Promise<Query[]> => [
    { text: 'select 1', values: [] },
    {
      text: 'select * from app.list_sessions($1, $2::uuid, 51, $3::timestamptz, $4::uuid)',
      values: [userId, sessionId, ...(isDeep ? deep : [null, null])],
    },
  ]

/** What everybody did; a person and a thing are those of the place. */
const activity = (
  query: { actor?: string; entity_id?: string; action?: string; from?: string; to?: string },
  isDeep = false,
) =>
  sent(async ({ tenant, userId, invoiceId, deep }) => {
    const filters = {
      ...query,
      ...(query.actor === 'owner' ? { actor: userId } : {}),
      ...(query.entity_id ? { entity_id: invoiceId } : {}),
    }
    const cursor = isDeep ? await cursors.encode([deep[0], '60'], ['audit', tenant.scope, filters]) : undefined
    return listAudit(tenant, cursors, { limit: 50, cursor, ...filters })
  })

const LISTS: [name: string, queries: (sized: Sized) => Promise<Query[]>][] = [
  ['members', sent(({ tenant }) => listMembers(tenant, cursors, { limit: 50 }))],
  [
    'members, deep',
    sent(async (place) => listMembers(place.tenant, cursors, { limit: 50, cursor: await deepIn(place, 'members') })),
  ],
  ['invitations', sent(({ tenant }) => listInvitations(tenant, cursors, { limit: 50 }))],
  ['invitations, open', sent(({ tenant }) => listInvitations(tenant, cursors, { limit: 50, status: 'INVITED' }))],
  [
    'invitations, deep',
    sent(async (place) =>
      listInvitations(place.tenant, cursors, { limit: 50, cursor: await deepIn(place, 'invitations', null) }),
    ),
  ],
  ['taxes', sent(({ tenant }) => listTaxRates(tenant, cursors, { limit: 50 }))],
  [
    'taxes, deep',
    sent(async (place) => listTaxRates(place.tenant, cursors, { limit: 50, cursor: await deepIn(place, 'tax_rates') })),
  ],
  ['sign-ins', sessions(false)],
  ['sign-ins, deep', sessions(true)],
  ['the activity', activity({})],
  ['the activity of a person', activity({ actor: 'owner' })],
  ['the activity of jobs, of which there is none', activity({ actor: 'job' })],
  ['the activity, one deed', activity({ action: 'invoice.update' })],
  ['the activity, a deed that nobody did', activity({ action: 'invoice.void' })],
  ['the activity, one kind', activity({ action: 'invoice' })],
  ['the activity of old days', activity({ from: '2025-12-31', to: '2025-12-31' })],
  ['the activity of one thing', activity({ entity_id: 'invoice' })],
  ['the activity, deep', activity({}, true)],
  ['the activity of an invoice', sent(({ tenant, invoiceId }) => listInvoiceActivity(tenant, invoiceId))],
]

describe(`lists of the settings at ${SMALL} and ${LARGE} rows`, () => {
  it.each(drawn(LISTS, 2))('%s: no more pages are looked at', async (_, queries) => {
    const plans: Plan[][] = []
    for (const sized of sizes) plans.push(await explain(sized.adminUrl, await queries(sized)))
    const [small = [], large = []] = plans
    expect(large.length).toBeGreaterThan(0)
    for (const [index, plan] of large.entries()) {
      const { buffers, scanned, told } = small[index]!
      expect(
        [...scanned, ...plan.scanned].filter((table) => table !== TINY),
        plan.told,
      ).toEqual([])
      const most = buffers * GROWTH_MAX + ROWS + PAGES_SLACK
      expect(plan.buffers, `${told}\n${plan.told}`).toBeLessThanOrEqual(most)
    }
  })
})
