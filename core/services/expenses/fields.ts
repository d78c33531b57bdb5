import { type SQL, sql } from 'drizzle-orm'
import type { UpdateExpense } from '../../contract/expenses.ts'
import { callStep } from '../../db/records.ts'
import type { Reference, Step, TenantDb } from '../../db/tenant-db.ts'
import { minorUnits } from '../../domain/kernel/currencies.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { moneyMessage, parseMoney } from '../../domain/kernel/money.ts'
import { referenceTo } from '../references.ts'
import { indexTerms } from '../search-terms.ts'

export type Written = Omit<UpdateExpense, 'if_match_version'>

/** Columns of the fields that were given, refused with their field when they cannot be kept; amounts come with their currency. */
export const columnsOf = (input: Written) => ({
  ...(namesVendor(input) ? vendorColumns(input) : {}),
  ...(input.expense_date === undefined ? {} : dayColumns(input.expense_date)),
  amount: amountIn(input, 'amount'),
  currency: input.currency === undefined ? undefined : known(input.currency),
  taxTotal: amountIn(input, 'tax_total'),
  invoiceNumber: blankAsNull(input.invoice_number),
  dueDate: input.due_date,
  category: blankAsNull(input.category),
  notes: blankAsNull(input.notes),
})

/** There is one vendor: either field says who it is, and a contact wins. */
const namesVendor = (input: Written) => input.vendor_contact_id !== undefined || input.vendor_name !== undefined

/** Of a contact the name is kept beside it, as it is now. */
const vendorColumns = ({ vendor_contact_id: contact, vendor_name: name }: Written) =>
  contact
    ? { vendorContactId: contact, vendorName: nameOf(contact) }
    : { vendorContactId: null, vendorName: blankAsNull(name) ?? null }

const nameOf = (contact: string) =>
  sql`(select left(c.display_name, 200) from contacts c where c.tenant_id = app.tenant() and c.id = ${contact}::uuid)`

/** Without a date it keeps its place. */
const dayColumns = (day: string | null): { expenseDate: SQL | null; listedOn?: SQL } =>
  day === null ? { expenseDate: null } : { expenseDate: sql`${day}::date`, listedOn: sql`${day}::date` }

const blankAsNull = (text: string | null | undefined) => (typeof text === 'string' ? text.trim() || null : text)

function known(currency: string): string {
  if (minorUnits(currency) === null) throw invalid('currency', 'Use the three-letter code of a currency, such as USD')
  return currency
}

const LEAST = { amount: 1n, tax_total: 0n }
const TOO_LITTLE = { amount: 'The amount must be more than zero', tax_total: 'The tax cannot be less than zero' }

function amountIn(input: Written, field: 'amount' | 'tax_total'): bigint | null | undefined {
  const { [field]: typed, currency = '' } = input
  if (typed === null || typed === undefined) return typed
  const amount = parseMoney(typed, known(currency))
  if (!amount.ok) throw invalid(field, moneyMessage(amount.error, currency))
  if (amount.value < LEAST[field]) throw invalid(field, TOO_LITTLE[field])
  return amount.value
}

export const referencesOf = ({ vendor_contact_id, receipt_file_id }: Written): Reference[] => [
  ...referenceTo('contacts', vendor_contact_id, 'vendor_contact_id'),
  ...referenceTo('files', receipt_file_id, 'receipt_file_id'),
]

/** It is found by its vendor, category and notes. */
export function indexSteps(tenant: TenantDb, id: string, input: Written): Step[] {
  const { vendor_contact_id: contact, vendor_name, category, notes } = input
  const given = {
    ...(namesVendor(input) ? { vendor: [contact ? null : vendor_name] } : {}),
    ...(input.invoice_number === undefined ? {} : { number: [input.invoice_number] }),
    ...(category === undefined ? {} : { category: [category] }),
    ...(notes === undefined ? {} : { notes: [notes] }),
  }
  const ofContact = namesVendor(input)
    ? [sql`app.index_contact_of('expense', ${id}::uuid, ${contact ?? null}::uuid)`]
    : []
  return callStep(tenant, [...indexTerms('expense', id, given), ...ofContact])
}

export const receiptSteps = (tenant: TenantDb, id: string, file: string | null | undefined): Step[] =>
  file ? callStep(tenant, [sql`app.take_receipt(${id}::uuid, ${file}::uuid)`]) : []

/** What was asked for, as the audit keeps it. */
export const auditable = ({ notes: _, ...input }: Written): Record<string, unknown> => input
