import { sql } from 'drizzle-orm'
import type { UpdateContact } from '../../contract/contacts.ts'
import { callStep } from '../../db/records.ts'
import { checkId, type Step, type TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { can } from '../../domain/actions.ts'
import { phoneTerms } from '../../domain/contacts/phone-terms.ts'
import { DOCUMENT_KINDS } from '../../domain/documents/kinds.ts'
import { parseEmail, parsePhone } from '../../domain/kernel/contact-points.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import { ROLES, type Role } from '../../domain/permissions.ts'
import { indexTerms } from '../search-terms.ts'
import { withSettings } from '../settings.ts'

export type ContactFields = Omit<UpdateContact, 'if_match_version'>

/** The fields as they are kept: blank is none, an e-mail address or phone number that is not one is refused. */
export async function readFields<F extends ContactFields>(
  tenant: TenantDb,
  action: Action,
  input: F,
  id?: string,
): Promise<F> {
  const fields = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, trimmed(value)])) as F
  if (fields.email) fields.email = readEmail(fields.email)
  if (fields.phone) fields.phone = asPhone(fields.phone, await countryOf(tenant, action, fields, id))
  return fields
}

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() || null : value)

export function readEmail(text: string): string {
  const email = parseEmail(text)
  if (!email.ok) throw invalid('email', 'Use an e-mail address such as name@example.com')
  return email.value
}

/** A number typed without a country code is one of the contact's country, else of the business's; only then they are asked for. */
async function countryOf(
  tenant: TenantDb,
  action: Action,
  { phone, country }: ContactFields,
  id: string | undefined,
): Promise<string | null> {
  if (phone?.startsWith('+')) return null
  if (country) return country
  if (id !== undefined && country === undefined) return knownCountry(tenant, action, id)
  return withSettings(tenant, action, async ({ business }) => business.country)
}

async function knownCountry(tenant: TenantDb, action: Action, id: string): Promise<string | null> {
  const [, found] = await tenant.read(
    action,
    tenant.db.execute<{ country: string | null }>(sql`select coalesce((select c.country from contacts c
      where c.tenant_id = app.tenant() and c.id = ${checkId(id)}::uuid), app.business()->>'country') as country`),
  )
  return found.rows[0]?.country ?? null
}

export function asPhone(text: string, country: string | null): string {
  const phone = parsePhone(text, country ?? undefined)
  if (!phone.ok) throw invalid('phone', 'Use a phone number with its country code, such as +1 416 555 0123')
  return phone.value
}

/** Columns of the fields that were given; the others are left alone. */
export const columnsOf = (fields: ContactFields) => ({
  type: fields.type,
  displayName: fields.display_name,
  companyName: fields.company_name,
  email: fields.email,
  phone: fields.phone,
  addressLine1: fields.address_line1,
  addressLine2: fields.address_line2,
  city: fields.city,
  region: fields.region,
  postalCode: fields.postal_code,
  country: fields.country,
  language: fields.language,
  taxId: fields.tax_id,
  tags: fields.tags,
  notes: fields.notes,
  assignedTo: fields.assigned_to,
  status: fields.status,
  reminders: fields.reminders,
  emailProblem: fields.email_problem,
  emailProblemReason: fields.email_problem,
})

const MAY_ASSIGN: readonly Role[] = ROLES.filter((role) => can(role, 'contacts.update') === 'F')

/** Who works on his own only cannot hand contacts around. */
export const assigningRoles = (fields: ContactFields): { only?: readonly Role[] } =>
  fields.assigned_to === undefined ? {} : { only: MAY_ASSIGN }

export const assigneeSteps = (tenant: TenantDb, { assigned_to }: ContactFields): Step[] =>
  assigned_to ? [tenant.db.execute(sql`select app.must_be_member(${assigned_to}, 'assigned_to')`)] : []

/** The texts a contact is found by, each under its field, so that an edit of one needs no look at the others. */
const SEARCHED = {
  display_name: (text: string) => [text],
  company_name: (text: string) => [text],
  email: (text: string) => [text],
  phone: phoneTerms,
}

/** Makes the documents of a contact, and work for it, findable by the fields that were given, too. */
export const indexDocuments = (tenant: TenantDb, id: string, fields: ContactFields): Step[] =>
  Object.keys(SEARCHED).some((name) => fields[name as keyof typeof SEARCHED] !== undefined)
    ? callStep(tenant, [
        ...Object.keys(DOCUMENT_KINDS).map((kind) => sql`app.index_documents_of(${kind}, ${id}::uuid)`),
        sql`app.index_work_of(${id}::uuid)`,
      ])
    : []

/** Makes a contact findable by the fields that were given. */
export const indexFields = (tenant: TenantDb, id: string, fields: ContactFields): Step[] =>
  callStep(tenant, indexTerms('contact', id, searchedTexts(fields)))

/** What a contact is found by in each of the fields that were given. */
export const searchedTerms = (fields: ContactFields): Record<string, string[]> =>
  Object.fromEntries(Object.entries(searchedTexts(fields)).map(([name, texts]) => [name, searchTerms(...texts)]))

const searchedTexts = (fields: ContactFields): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(SEARCHED).flatMap(([name, textsOf]) => {
      const text = fields[name as keyof typeof SEARCHED]
      return text === undefined ? [] : [[name, text ? textsOf(text) : []]]
    }),
  )
