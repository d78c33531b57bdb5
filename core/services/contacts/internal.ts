import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Contact } from '../../contract/contacts.ts'
import { contactMachine } from '../../domain/contacts/machine.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { columnsOf } from '../columns.ts'

const ContactRow = z.object({
  id: z.string(),
  type: z.enum(['CUSTOMER', 'VENDOR', 'LEAD', 'OTHER']),
  display_name: z.string(),
  company_name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address_line1: z.string().nullable(),
  address_line2: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postal_code: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  tax_id: z.string().nullable(),
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  reminders: z.record(z.string(), z.unknown()).nullable(),
  assigned_to: z.string().nullable(),
  status: z.enum(contactMachine.states),
  email_problem: Contact.shape.email_problem,
  email_problem_reason: z.string().nullable(),
  other_addresses: Contact.shape.other_addresses,
  email_consent: Contact.shape.email_consent,
  sms_consent: Contact.shape.sms_consent,
  last_merge: z.record(z.string(), z.string()).nullable(),
  balance: z.array(z.object({ currency: z.string(), open: z.string(), overdue: z.string(), unapplied: z.string() })),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type ContactRow = z.infer<typeof ContactRow>

export const parseContact = (row: unknown): ContactRow => ContactRow.parse(row)

export const contactColumns = columnsOf(ContactRow, { role: 'role' })

/** What a listed row says of other tables, as `app.contact_object` does. */
export const beyondContact: SQL = sql`app.contact_balance(c.id) as balance, app.other_addresses(c) as other_addresses,
  app.last_merge(c.id) as last_merge`

export const contactObject = (id: string): SQL => sql`app.contact_object(${id}::uuid)`
