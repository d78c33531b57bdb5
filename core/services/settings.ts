import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { wayToPayFields } from '../contract/documents.ts'
import type { TaxPartJson } from '../db/schema.ts'
import type { TenantDb } from '../db/tenant-db.ts'
import type { Action } from '../domain/actions.ts'
import { AppError, type ErrorCode } from '../domain/kernel/errors.ts'
import { PROFILES } from '../domain/profiles/all.ts'
import { effectiveProfile } from '../domain/profiles/merge.ts'
import type { Overrides, Profile } from '../domain/profiles/profile.ts'
import { ClosedSpans } from './closing.ts'

const CACHED_BUSINESSES_MAX = 1000

const BusinessRow = z.object({
  id: z.string(),
  name: z.string(),
  owner_email: z.string(),
  plan: z.string(),
  profile_id: z.string(),
  profile_overrides: z.record(z.string(), z.unknown()).default({}),
  timezone: z.string(),
  currency: z.string(),
  country: z.string().nullable(),
  language: z.string(),
  address_line1: z.string().nullable(),
  address_line2: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postal_code: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
  tax_id: z.string().nullable(),
  registration_number: z.string().nullable().default(null),
  e_invoices: z.boolean().default(false),
  logo: z.string().nullable(),
  brand_color: z.string().nullable(),
  net_days: z.number(),
  invoice_prefix: z.string(),
  invoice_digits: z.number(),
  invoice_next_number: z.number(),
  quote_prefix: z.string(),
  quote_digits: z.number(),
  quote_next_number: z.number(),
  quote_valid_days: z.number(),
  quote_notes: z.string().nullable(),
  quote_terms: z.string().nullable(),
  credit_note_prefix: z.string(),
  credit_note_digits: z.number(),
  credit_note_next_number: z.number(),
  statement_day: z.number().nullable(),
  statement_plan: z.string().nullable(),
  prices_include_tax: z.boolean(),
  invoice_notes: z.string().nullable(),
  invoice_terms: z.string().nullable(),
  online_payments: z.boolean(),
  ...wayToPayFields,
  closing: z
    .object({ closed_at: z.string(), kept_until: z.string(), owners: z.array(z.string()) })
    .nullable()
    .default(null),
  closed_spans: ClosedSpans,
  sample_of: z.string().nullable().default(null),
  /** Null: nobody has sent anything with the schedule of reminders before his eyes. */
  reminder_rule: z.object({ agreed_at: z.string(), since: z.string() }).nullable().default(null),
  review_access_since: z.string().nullable().default(null),
  review_access_scopes: z.array(z.string()).default([]),
  settings_version: z.number(),
  now: z.string(),
  role: z.string(),
})
export type BusinessRow = z.infer<typeof BusinessRow>

export interface TaxRateSetting {
  id: string
  name: string
  percentE4: bigint
  parts: TaxPartJson[] | null
}
export interface Settings {
  version: number
  business: BusinessRow
  profile: Profile
  taxRates: ReadonlyMap<string, TaxRateSetting>
  /** Of a line that nobody wrote by hand. */
  defaultTaxRateId: string | null
}

/** The profile that counts for a business, as it has changed it. */
export const profileOf = ({
  profile_id,
  profile_overrides,
}: Pick<BusinessRow, 'profile_id' | 'profile_overrides'>): Profile =>
  effectiveProfile(profile_id, profile_overrides as Overrides, PROFILES)

export const parseBusiness = (row: unknown): BusinessRow => BusinessRow.parse(row)

const cache = new Map<string, Settings>()

/** The settings a verb computes with: from the isolate's cache when there, else one trip under the verb's own permission. */
export async function loadSettings(tenant: TenantDb, action: Action): Promise<Settings> {
  return cache.get(cacheKey(tenant) ?? '') ?? freshSettings(tenant, action)
}

async function freshSettings(tenant: TenantDb, action: Action): Promise<Settings> {
  const key = cacheKey(tenant)
  const [, business, rates] = await tenant.read(action, businessQuery(tenant), taxRatesQuery(tenant))
  return remember(key, parseSettings(business.rows[0]?.object, rates.rows))
}

/** The settings as the trip before found them: of the cache where that is as new, else one trip more. */
export async function settingsNow(tenant: TenantDb, action: Action): Promise<Settings> {
  const known = cache.get(cacheKey(tenant) ?? '')
  return known && known.version === tenant.entered?.settings_version ? known : freshSettings(tenant, action)
}

/**
 * Runs a verb with cached settings; when they turn out stale, once more with fresh ones. A refused value may be refused
 * for that alone: a tax rate of a minute ago is unknown to an isolate that cached before it.
 */
export async function withSettings<T>(
  tenant: TenantDb,
  action: Action,
  verb: (settings: Settings) => Promise<T>,
): Promise<T> {
  const known = cache.get(cacheKey(tenant) ?? '')
  if (!known) return verb(await loadSettings(tenant, action))
  try {
    return await verb(known)
  } catch (error) {
    if (!(error instanceof AppError) || !mayBeStale(error)) throw error
    cache.delete(cacheKey(tenant) ?? '')
    const fresh = await loadSettings(tenant, action)
    if (fresh.version === known.version) throw error
    return verb(fresh)
  }
}

const MAY_BE_STALE: readonly ErrorCode[] = ['STALE_SETTINGS', 'VALIDATION_ERROR']

/** What the database says of a switch is as new as can be; what is read in the cache may not be. */
const mayBeStale = ({ code, cause }: AppError) =>
  MAY_BE_STALE.includes(code) || (code === 'CAPABILITY_DISABLED' && cause === undefined)

const businessQuery = (tenant: TenantDb) => tenant.db.execute<{ object: unknown }>(sql`select app.business() as object`)
type RateRow = { id: string; name: string; percent: string; parts: TaxPartJson[] | null; is_default: boolean }

const taxRatesQuery = (tenant: TenantDb) =>
  tenant.db.execute<RateRow>(
    sql`select id, name, percent_e4::text as percent, parts, is_default from tax_rates where tenant_id = app.tenant() and deleted_at is null`,
  )

function parseSettings(business: unknown, rates: readonly RateRow[]): Settings {
  const row = BusinessRow.parse(business)
  const taxRates = new Map(
    rates.map((rate) => [
      rate.id,
      { id: rate.id, name: rate.name, percentE4: BigInt(rate.percent), parts: rate.parts },
    ]),
  )
  const defaultTaxRateId = rates.find((rate) => rate.is_default)?.id ?? null
  return { version: row.settings_version, business: row, profile: profileOf(row), taxRates, defaultTaxRateId }
}

const cacheKey = (tenant: TenantDb) => (tenant.actor.kind === 'user' ? tenant.actor.orgId : null)

function remember(key: string | null, settings: Settings): Settings {
  if (key === null) return settings
  if (cache.size >= CACHED_BUSINESSES_MAX) cache.delete(cache.keys().next().value ?? '')
  cache.set(key, settings)
  return settings
}
