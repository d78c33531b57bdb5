import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { ACTING_ROLES } from '../../domain/permissions.ts'

const AccountRow = z.object({ account: z.string(), charges_enabled: z.boolean() })
export type AccountRow = z.infer<typeof AccountRow>

const Connection = z.object({
  account: AccountRow.nullable(),
  online_payments: z.boolean(),
  role: z.enum(ACTING_ROLES),
  /** Only from the verb that asked for it: it opens the account to whoever follows it within minutes. */
  onboarding_url: z.string().nullable(),
  created: z.boolean(),
})
export type Connection = z.infer<typeof Connection>

export const parseConnection = (row: unknown): Connection => Connection.parse(row)

export const selectConnection = (onboardingUrl: string | null = null, created = false) => sql`
  select app.stripe_account() as account, (app.business()->>'online_payments')::boolean as online_payments, app.role() as role, ${onboardingUrl}::text as onboarding_url, ${created}::boolean as created`
