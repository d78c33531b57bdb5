import { type SQL, sql } from 'drizzle-orm'
import type { PreviewProfile, ProfilePreview } from '../../contract/profile.ts'
import { ProfilePreview as Preview } from '../../contract/profile.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { PROFILES } from '../../domain/profiles/all.ts'
import { effectiveProfile } from '../../domain/profiles/merge.ts'
import type { Profile, RequiringEntity } from '../../domain/profiles/profile.ts'
import { REQUIRING_ENTITIES, SWITCHES, type Switch } from '../../domain/profiles/profile.ts'
import { isSwitchedOn } from '../../domain/profiles/switches.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { parseBusiness, profileOf } from '../settings.ts'
import { changedOverrides } from './update-overrides.ts'

/** Nobody needs to know whether it is a thousand or two. */
const COUNTED_MAX = 1000

/** What a change of the profile would alter, and how much there is that it concerns (N17). Two trips: what is there is counted by what changes. */
export async function previewProfile(
  tenant: TenantDb,
  { profile_id, overrides = {} }: PreviewProfile,
): Promise<ProfilePreview> {
  const action = 'profile.preview'
  const [, found] = await tenant.read(
    action,
    tenant.db.execute<{ object: unknown }>(sql`select app.business() as object`),
  )
  const business = parseBusiness(found.rows[0]?.object)
  const chosen = { ...business, profile_id: profile_id ?? business.profile_id }
  const [before, after] = [
    profileOf(business),
    effectiveProfile(chosen.profile_id, changedOverrides(chosen, overrides), PROFILES),
  ]
  const switched = SWITCHES.filter((name) => isSwitchedOn(before, name) !== isSwitchedOn(after, name))
  const required = REQUIRING_ENTITIES.flatMap((entity) => newlyRequired(entity, before, after))
  const counts = await countAll(tenant, [
    ...switched.map((name) => ofSwitch(name)),
    ...required.map(({ entity, field }) => lacking(entity, field, after)),
  ])
  const labels = Object.keys(before.labels) as (keyof Profile['labels'])[]
  return Preview.parse({
    profile: after,
    switched: switched.map((name, at) => ({ name, on: isSwitchedOn(after, name), concerned: counts[at] ?? null })),
    required: required.map((one, at) => ({
      ...one,
      of_some: conditionOf(one.field, after) !== undefined,
      concerned: counts[switched.length + at] ?? null,
    })),
    no_longer_required: REQUIRING_ENTITIES.flatMap((entity) => newlyRequired(entity, after, before)),
    relabelled: labels
      .filter((label) => before.labels[label] !== after.labels[label])
      .map((label) => ({ label, before: before.labels[label], after: after.labels[label] })),
  })
}

const newlyRequired = (entity: RequiringEntity, before: Profile, after: Profile) =>
  after.required_fields[entity]
    .filter((field) => !before.required_fields[entity].includes(field))
    .map((field) => ({ entity, field }))

/** In one statement; what cannot be counted is null. */
async function countAll(tenant: TenantDb, counted: readonly (SQL | null)[]): Promise<(number | null)[]> {
  if (counted.every((rows) => rows === null)) return counted.map(() => null)
  const numbers = counted.map((rows) =>
    rows ? sql`(select count(*)::int from (${rows} limit ${COUNTED_MAX}) x)` : sql`null::int`,
  )
  const [, found] = await tenant.read(
    'profile.preview',
    tenant.db.execute<{ counts: (number | null)[] }>(sql`select array[${sql.join(numbers, sql`, `)}] as counts`),
  )
  return found.rows[0]?.counts ?? []
}

/** What would be hidden, or come back. */
const IN_USE: { readonly [S in Switch]?: SQL } = {
  inbox: sql`select from conversations where tenant_id = app.tenant() and deleted_at is null`,
  quotes: sql`select from quotes where tenant_id = app.tenant() and deleted_at is null`,
  invoices: sql`select from invoices where tenant_id = app.tenant() and deleted_at is null`,
}
const ofSwitch = (name: Switch): SQL | null => IN_USE[name] ?? null

const OPEN: Readonly<Record<RequiringEntity, SQL | null>> = {
  work_item: sql`work_items where tenant_id = app.tenant() and closed_at is null and deleted_at is null`,
  invoice: sql`invoices where tenant_id = app.tenant() and status = ${invoiceMachine.initial} and deleted_at is null`,
  quote: sql`quotes where tenant_id = app.tenant() and status = ${quoteMachine.initial} and deleted_at is null`,
  expense: null,
}
/** Columns that a field is empty in; those that cannot be empty are not here. */
const COLUMNS: Readonly<Record<string, string>> = {
  description: 'description',
  due_at: 'due_on',
  reference: 'reference',
  notes: 'notes',
  terms: 'terms',
}

const conditionOf = (field: string, { extensions }: Profile) =>
  extensions.work_item_fields[field.replace('labels_json.', '')]?.required_for

/** What is open and has not what would be required. */
function lacking(entity: RequiringEntity, field: string, profile: Profile): SQL | null {
  const open = OPEN[entity]
  if (open === null) return null
  const [, label] = /^labels_json\.(.+)$/.exec(field) ?? []
  if (label) {
    const { types, sources } = conditionOf(field, profile) ?? {}
    return sql`select from ${open} and coalesce(labels_json->>${label}::text, '') = ''
      ${types ? sql`and ${JSON.stringify(types)}::jsonb ? type` : sql``} ${sources ? sql`and ${JSON.stringify(sources)}::jsonb ? source` : sql``}`
  }
  const column = field === 'contact_id' && entity === 'work_item' ? 'contact_id' : COLUMNS[field]
  return column ? sql`select from ${open} and ${sql.identifier(column)} is null` : null
}
