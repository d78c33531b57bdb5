import { sql } from 'drizzle-orm'
import type { AuditVerdict } from '../../contract/audit.ts'
import type { Entry, TenantDb } from '../../db/tenant-db.ts'
import {
  type Chain,
  type CheckedSeal,
  EMPTY_CHAIN,
  endOfChain,
  erasureText,
  type Fault,
  followSeals,
  type Head,
  sealText,
} from '../../domain/audit/seals.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import type { Cursors } from '../cursor.ts'
import { toInstant } from '../instants.ts'
import type { AuditKeys } from './keys.ts'
import type { HeadStore } from './ports.ts'

/** Of one call. */
export const PAGE = { seals: 2_000, rows: 30_000 }
/** Less than any id. */
const BELOW_ALL = String(-(2n ** 63n))
/** A seal that was made while the head was read; more than one cannot be. */
const READS_MAX = 3

export interface VerifyPorts {
  auditKeys: AuditKeys
  auditHeads: HeadStore
  cursors: Cursors
}

interface Place {
  chain: Chain
  /** The highest id of the seals so far. */
  reached: string
}

interface ErasedSetFound {
  id: string
  contact_id: string
  count: number
  digest: string
  key_id: string
  mac: string
  fits: boolean | null
  sealed_by: string | null
}

interface PageSeal extends Omit<CheckedSeal, 'mac'> {
  key_id: string
  mac: string
  /** The first of its rows whose content was erased, and the sets that those are of. */
  first_erased: string | null
  erased: ErasedSetFound[]
}

interface Page {
  seals: PageSeal[]
  reached: string
  is_more: boolean
  stray: string | null
}

interface Verdict {
  verdict: AuditVerdict
  /** Where the next call goes on; null at the end, and where something is wrong. */
  cursor: string | null
}

/**
 * Looks at the audit from where the cursor stands, seal by seal: whether each row, each seal and the end are as they were (AL1).
 * One trip for 30,000 rows; one more to name what is wrong. BAD cursor: VALIDATION_ERROR.
 */
export async function verifyAudit(
  tenant: TenantDb,
  ports: VerifyPorts,
  cursor: string | undefined,
  limits = PAGE,
): Promise<Verdict> {
  let place = await placeOf(tenant, ports.cursors, cursor)
  let checked = 0
  for (let reads = 1; ; reads++) {
    const [entry, page] = await readPage(tenant, place, limits)
    const head = await ports.auditHeads.read(entry.tenant_id)
    const followed = followSeals(place.chain, await checkMacs(ports.auditKeys, entry, page), head)
    checked += page.seals.reduce((sum, { count }) => sum + count, 0)
    const fault = 'kind' in followed ? followed : faultOf(page, followed, head)
    if (fault?.kind === 'END_MISSING' && reads < READS_MAX) {
      place = { chain: followed as Chain, reached: page.reached }
      continue
    }
    if (fault) return { verdict: { ok: false, checked, first_bad: await named(tenant, fault) }, cursor: null }
    if (!page.is_more) return { verdict: { ok: true, checked }, cursor: null }
    const next = { chain: followed as Chain, reached: page.reached }
    return { verdict: { ok: true, checked }, cursor: await cursorOf(tenant, ports.cursors, next) }
  }
}

const faultOf = (page: Page, chain: Chain, head: Head | null): Fault | null => {
  if (page.stray !== null) return { kind: 'ROW_ADDED', seal: null, row: page.stray }
  return page.is_more ? null : endOfChain(chain, head)
}

async function readPage(tenant: TenantDb, { chain, reached }: Place, limits: typeof PAGE): Promise<[Entry, Page]> {
  const [entry, found] = await tenant.read(
    'audit.verify',
    tenant.db.execute<{ page: Page }>(
      sql`select app.check_seals(${chain.seq}::bigint, ${reached}::bigint, ${limits.seals}::int, ${limits.rows}::int) as page`,
    ),
  )
  return [entry, found.rows[0]!.page]
}

const checkMacs = (keys: AuditKeys, { tenant_id }: Entry, { seals }: Page): Promise<CheckedSeal[]> =>
  Promise.all(
    seals.map(async ({ key_id, mac, erased, first_erased, ...seal }) => ({
      ...seal,
      bad: seal.bad ?? ((await areErased(keys, tenant_id, erased)) ? null : first_erased),
      mac: await keys.check(key_id, sealText({ tenant_id, ...seal }), mac),
    })),
  )

/** Whether these were erased by the verb, and nobody only says so. A key that was turned long ago is vouched for by the seal of that time. */
async function areErased(keys: AuditKeys, tenant_id: string, sets: readonly ErasedSetFound[]): Promise<boolean> {
  const checks = sets.map(async ({ fits, key_id, mac, sealed_by, ...set }) => {
    if (!fits) return false
    const check = await keys.check(key_id, erasureText({ tenant_id, ...set }), mac)
    return check === 'good' || (check === 'unknown' && sealed_by === key_id)
  })
  return (await Promise.all(checks)).every(Boolean)
}

type Neighbour = { id: string; at: string; action: string }

async function named(tenant: TenantDb, { kind, seal, row }: Fault): Promise<AuditVerdict['first_bad']> {
  const found = row === null ? {} : await neighbours(tenant, row)
  const shown = (one: Neighbour | undefined) => (one ? { ...one, at: toInstant(one.at) } : null)
  const here = shown(found.row)
  return {
    kind,
    id: row,
    at: here?.at ?? null,
    action: here?.action ?? null,
    seal,
    previous: shown(found.previous),
    next: shown(found.next),
  }
}

async function neighbours(tenant: TenantDb, row: string) {
  const [, found] = await tenant.read(
    'audit.verify',
    tenant.db.execute<{ place: Partial<Record<'row' | 'previous' | 'next', Neighbour>> | null }>(
      sql`select app.audit_place(${row}::bigint) as place`,
    ),
  )
  return found.rows[0]?.place ?? {}
}

const scopeOf = (tenant: TenantDb) => ['audit.verify', tenant.scope]

const cursorOf = (tenant: TenantDb, cursors: Cursors, { chain, reached }: Place) =>
  cursors.encode([String(chain.seq), chain.digest ?? '', String(chain.trusted), reached], scopeOf(tenant))

async function placeOf(tenant: TenantDb, cursors: Cursors, cursor: string | undefined): Promise<Place> {
  const place = await cursors.decode(cursor, scopeOf(tenant), 4).catch((error) => {
    if (error instanceof AppError && error.code === 'BAD_REQUEST')
      throw invalid('cursor', 'Start again without a cursor')
    throw error
  })
  if (!place) return { chain: EMPTY_CHAIN, reached: BELOW_ALL }
  const [seq, digest, trusted, reached] = place as [string, string, string, string]
  return { chain: { seq: Number(seq), digest: digest || null, trusted: trusted === 'true' }, reached }
}
