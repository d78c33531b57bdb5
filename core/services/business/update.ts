import { sql } from 'drizzle-orm'
import type { UpdateBusiness } from '../../contract/business.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { parseEmail, parsePhone } from '../../domain/kernel/contact-points.ts'
import { minorUnits } from '../../domain/kernel/currencies.ts'
import { isTimeZone } from '../../domain/kernel/dates.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import type { Result } from '../../domain/kernel/result.ts'
import { readWebAddress } from '../../domain/kernel/web-address.ts'
import { parseBic, parseIban } from '../../domain/payments/bank-account.ts'
import { inOrder } from '../in-order.ts'
import { type BusinessRow, parseBusiness, withSettings } from '../settings.ts'
import { planJob } from '../statements/monthly.ts'
import { businessObject } from './get.ts'

type Changes = Omit<UpdateBusiness, 'if_match_version'>

/** Changes the profile for documents to come: what was finalised keeps what was printed, and every invoice its currency (MO16). */
export async function updateBusiness(tenant: TenantDb, input: UpdateBusiness): Promise<BusinessRow> {
  const { if_match_version: version = null, ...sent } = input
  const changes = await inOrder(tenant, 'business.update', () => readChanges(tenant, sent))
  const plan = newPlan(changes)
  return tenant.write(
    {
      action: changes.profile_id ? 'business.select_profile' : 'business.update',
      id: null,
      changes: auditable(changes),
      jobs: plan ? [planJob({ plan, month: null, after: null })] : [],
    },
    [
      tenant.db.execute(
        sql`select app.update_business(${JSON.stringify(planned(changes, plan))}::jsonb, ${version}::int)`,
      ),
    ],
    businessObject,
    parseBusiness,
  )
}

/** Another day of statements is another rule: what the one before left ends by itself. */
const newPlan = ({ statement_day }: Changes): string | null => (typeof statement_day === 'number' ? newId() : null)
const planned = (changes: Changes, plan: string | null) =>
  changes.statement_day === undefined ? changes : { ...changes, statement_plan: plan }

async function readChanges(tenant: TenantDb, sent: Changes): Promise<Changes> {
  const changes = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, blankAsNull(name, value)]),
  ) as Changes
  const { currency, timezone, website } = changes
  if (currency !== undefined && minorUnits(currency) === null)
    throw invalid('currency', 'Use the currency of a country, such as CAD')
  if (timezone !== undefined && !isTimeZone(timezone))
    throw invalid('timezone', 'Use the name of a time zone, such as America/Toronto')
  if (website) changes.website = readWebsite(website)
  if (changes.email) changes.email = readEmail(changes.email)
  if (changes.bank_iban) changes.bank_iban = readBank(parseIban(changes.bank_iban), 'bank_iban', WRONG_IBAN)
  if (changes.bank_bic) changes.bank_bic = readBank(parseBic(changes.bank_bic), 'bank_bic', WRONG_BIC)
  if (changes.phone) changes.phone = await readPhone(tenant, changes.phone, changes.country)
  return changes
}

/** A prefix may be nothing at all; every other blank text means that there is none. */
const blankAsNull = (name: string, value: unknown) =>
  typeof value === 'string' && !name.endsWith('_prefix') ? value.trim() || null : value

function readWebsite(text: string): string {
  const website = readWebAddress(text)
  if (website === null) throw invalid('website', 'Use a web address, such as cyclonerake.com')
  return website
}

function readEmail(text: string): string {
  const email = parseEmail(text)
  if (!email.ok) throw invalid('email', 'Use an e-mail address such as name@example.com')
  return email.value
}

const WRONG_IBAN = 'This is no IBAN: compare it with your bank’s papers, digit by digit'
const WRONG_BIC = 'A BIC has 8 or 11 letters and digits, such as COBADEFFXXX'

function readBank(read: Result<string, unknown>, field: string, wrong: string): string {
  if (!read.ok) throw invalid(field, wrong)
  return read.value
}

async function readPhone(tenant: TenantDb, text: string, country: string | null | undefined): Promise<string> {
  if (text.startsWith('+') || country !== undefined) return asPhone(text, country ?? null)
  return withSettings(tenant, 'business.update', async ({ business }) => asPhone(text, business.country))
}

function asPhone(text: string, country: string | null): string {
  const phone = parsePhone(text, country ?? undefined)
  if (!phone.ok) throw invalid('phone', 'Use a phone number with its country code, such as +1 416 555 0123')
  return phone.value
}

/** A picture is only said to have changed: the audit is no store for its bytes. */
const auditable = ({ logo, ...changes }: Changes): Record<string, unknown> =>
  logo === undefined
    ? changes
    : { ...changes, logo: logo && `${logo.slice(0, logo.indexOf(';'))}, ${logo.length} characters` }
