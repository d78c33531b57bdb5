import { type SQL, sql } from 'drizzle-orm'
import type { UpdateWorkItem } from '../../contract/work-items.ts'
import { callStep } from '../../db/records.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { can } from '../../domain/actions.ts'
import { ROLES, type Role } from '../../domain/permissions.ts'
import type { Profile } from '../../domain/profiles/profile.ts'
import { wordsOf } from '../../domain/profiles/validate.ts'
import { indexTerms } from '../search-terms.ts'

type Written = Omit<UpdateWorkItem, 'if_match_version' | 'status'>

/** Columns of the fields that were given; the others are left alone. */
export const columnsOf = (input: Written) => ({
  type: input.type,
  title: input.title,
  priority: input.priority,
  description: input.description === undefined ? undefined : input.description?.trim() || null,
  ...dueColumns(input.due_at),
  labelsJson: input.labels_json,
  checklist: input.checklist,
})

/** A day alone is that day, wherever one looks from; an instant is of the day that it falls on where the business is. */
function dueColumns(due: string | null | undefined): { dueOn?: SQL | null; dueAt?: SQL | null } {
  if (due === undefined) return {}
  if (due === null) return { dueOn: null, dueAt: null }
  return isDay(due)
    ? { dueOn: sql`${due}::date`, dueAt: null }
    : { dueOn: sql`app.local_date(${due}::timestamptz)`, dueAt: sql`${due}::timestamptz` }
}

const isDay = (due: string) => due.length === 10

/** A day that has passed is refused unless it is meant. */
export function warningSteps(tenant: TenantDb, { due_at: due, override_warnings }: Written): Step[] {
  if (!due || override_warnings) return []
  const day = isDay(due) ? sql`${due}::date` : sql`app.local_date(${due}::timestamptz)`
  return [tenant.db.execute(sql`select app.must_be_to_come(${day}, 'due_at')`)]
}

const MAY_ASSIGN: readonly Role[] = ROLES.filter((role) => can(role, 'work_items.assign') === 'F')

/** Who works on his own only cannot hand work around. */
export const assigningRoles = ({ assigned_to }: Written): { only?: readonly Role[] } =>
  assigned_to === undefined ? {} : { only: MAY_ASSIGN }

export const assigneeSteps = (tenant: TenantDb, { assigned_to }: Written): Step[] =>
  assigned_to ? [tenant.db.execute(sql`select app.must_be_member(${assigned_to}, 'assigned_to')`)] : []

/** What is required of some work only is judged by the row: an update need not say what type it is of. */
export function keptLabelSteps(tenant: TenantDb, id: string, { labels_json, type }: Written, profile: Profile): Step[] {
  if (labels_json === undefined && type === undefined) return []
  const rules = Object.entries(profile.extensions.work_item_fields).flatMap(
    ([name, { required, required_for: only }]) =>
      required && only
        ? [{ name, types: only.types, sources: only.sources, message: `${wordsOf(name)} is required` }]
        : [],
  )
  if (rules.length === 0) return []
  return [tenant.db.execute(sql`select app.must_keep_labels(${id}::uuid, ${JSON.stringify(rules)}::jsonb)`)]
}

/** What it is found by: its words, and the names of its contact. */
export function indexSteps(tenant: TenantDb, id: string, input: Written, contact: SQL | undefined): Step[] {
  const { title, description, labels_json: labels } = input
  const given = {
    ...(title === undefined ? {} : { title: [title] }),
    ...(description === undefined ? {} : { description: [description] }),
    ...(labels === undefined ? {} : { labels: Object.values(labels) }),
  }
  const ofContact = contact ? [sql`app.index_contact_of('work_item', ${id}::uuid, ${contact})`] : []
  return callStep(tenant, [...indexTerms('work_item', id, given), ...ofContact])
}

/** What was asked for, as the audit keeps it. */
export const auditable = ({ description: _, override_warnings: __, ...input }: Written) => input
