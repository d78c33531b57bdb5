import { bigint, boolean, char, date, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { contactImportMachine } from '../domain/contacts/import-machine.ts'
import { contactMachine } from '../domain/contacts/machine.ts'
import { conversationMachine } from '../domain/conversations/machine.ts'
import { fileMachine } from '../domain/files/machine.ts'
import { invoiceMachine } from '../domain/invoices/machine.ts'
import { itemMachine } from '../domain/items/machine.ts'
import { quoteMachine } from '../domain/quotes/machine.ts'
import type { ScheduleOverride } from '../domain/reminders/schedule.ts'
import { taxRateMachine } from '../domain/tax-rates/machine.ts'
import { templateMachine } from '../domain/templates/machine.ts'
import { workItemMachine } from '../domain/work-items/machine.ts'
import { instant, kept, money, owned } from './columns.ts'

// Types of the tables of migrations/0002_money.sql. The SQL files are the truth for keys, checks, policies and grants.

export type DiscountJson = { percent_e4: string } | { amount: string }
export type AdjustmentJson = DiscountJson & {
  name?: string
  tax_rate_id?: string
  tax_name?: string
  tax_percent_e4?: string
  tax_parts?: TaxPartJson[] | null
}
export interface TaxPartJson {
  name: string
  percent_e4: string
  compound: boolean
}
export interface ChecklistJson {
  text: string
  done: boolean
}
export interface TaxJson {
  name: string
  percent_e4: string
  taxable: string
  tax: string
}

export const contacts = pgTable('contacts', {
  ...owned,
  type: text().notNull(),
  displayName: text().notNull(),
  companyName: text(),
  email: text(),
  phone: text(),
  addressLine1: text('address_line1'),
  addressLine2: text('address_line2'),
  city: text(),
  region: text(),
  postalCode: text(),
  country: text(),
  language: text(),
  taxId: text(),
  tags: text().array().notNull().default([]),
  notes: text(),
  reminders: jsonb().$type<ScheduleOverride | null>(),
  status: text().notNull().default(contactMachine.initial),
  assignedTo: text(),
  emailProblem: text(),
  emailProblemReason: text(),
  ...kept,
})

export const taxRates = pgTable('tax_rates', {
  ...owned,
  name: text().notNull(),
  percentE4: bigint('percent_e4', { mode: 'bigint' }).notNull(),
  parts: jsonb().$type<TaxPartJson[] | null>(),
  isDefault: boolean().notNull().default(false),
  vatCategory: text(),
  exemptionReason: text(),
  status: text().notNull().default(taxRateMachine.initial),
  ...kept,
})

export const items = pgTable('items', {
  ...owned,
  name: text().notNull(),
  description: text(),
  unit: text(),
  rateE6: bigint('rate_e6', { mode: 'bigint' }).notNull(),
  taxRateId: uuid(),
  status: text().notNull().default(itemMachine.initial),
  ...kept,
})

/** What every kind of document has. A kind adds its states, its number, its days and its money. */
export const documentColumns = {
  ...owned,
  contactId: uuid().notNull(),
  reference: text(),
  poNumber: text(),
  issueDate: date({ mode: 'string' }).notNull(),
  currency: char({ length: 3 }).notNull(),
  pricesIncludeTax: boolean().notNull().default(false),
  discount: jsonb().$type<AdjustmentJson | null>(),
  charges: jsonb().$type<AdjustmentJson[]>().notNull().default([]),
  taxes: jsonb().$type<TaxJson[]>().notNull().default([]),
  subtotal: money().notNull(),
  discountTotal: money().notNull(),
  chargeTotal: money().notNull(),
  taxTotal: money().notNull(),
  total: money().notNull(),
  notes: text(),
  terms: text(),
  internalNotes: text(),
  tags: text().array().notNull().default([]),
  snapshot: jsonb(),
  finalisedAt: instant(),
  sentAt: instant(),
  lastSentAt: instant(),
  sendAt: instant(),
  claimedUntil: instant(),
  ...kept,
}

/** A line of a document of any kind, as `app.write_lines` takes it. */
export interface LineInsert {
  id: string
  position: number
  itemId: string | null
  name: string
  description: string | null
  qtyE6: bigint
  unit: string | null
  rateE6: bigint
  discount: DiscountJson | null
  taxRateId: string | null
  taxName: string | null
  taxPercentE4: bigint | null
  taxParts: TaxPartJson[] | null
  amount: bigint
  net: bigint
  /** Of a credit note: the line that it credits. */
  invoiceLineId?: string | null
  optional?: boolean
  qtyEditable?: boolean
  deduction?: DeductionJson | null
}

/** What another invoice billed already, with its taxes: one for each part of the rate. */
export interface DeductionJson {
  invoice_id: string
  invoice_number: string
  taxes: string[]
}

export const files = pgTable('files', {
  ...owned,
  fileName: text().notNull(),
  mimeType: text().notNull(),
  sizeBytes: bigint({ mode: 'number' }).notNull(),
  sha256: text(),
  status: text().notNull().default(fileMachine.initial),
  objectKey: text().notNull(),
  uploadUntil: instant().notNull().defaultNow(),
  contactId: uuid(),
  invoiceId: uuid(),
  workItemId: uuid(),
  quoteId: uuid(),
  expenseId: uuid(),
  ...kept,
})

export const contactImports = pgTable('contact_imports', {
  ...owned,
  fileName: text().notNull(),
  onDuplicate: text().notNull(),
  status: text().notNull().default(contactImportMachine.initial),
  counts: jsonb().notNull().default({}),
  finishedAt: instant(),
  ...kept,
})

export const templates = pgTable('templates', {
  ...owned,
  type: text().notNull(),
  name: text().notNull(),
  subject: text(),
  content: text().notNull(),
  channel: text(),
  language: text(),
  isDefault: boolean().notNull().default(false),
  profileScopes: text().array().notNull().default([]),
  status: text().notNull().default(templateMachine.initial),
  ...kept,
})

export const conversations = pgTable('conversations', {
  ...owned,
  channel: text().notNull().default('EMAIL'),
  status: text().notNull().default(conversationMachine.initial),
  contactId: uuid(),
  fromName: text().notNull().default(''),
  fromAddress: text().notNull().default(''),
  subject: text().notNull().default(''),
  lastMessageAt: instant().notNull(),
  lastDirection: text().notNull(),
  snoozedUntil: instant(),
  assignedTo: text(),
  ...kept,
})

export const workItems = pgTable('work_items', {
  ...owned,
  type: text().notNull().default('REQUEST'),
  title: text().notNull(),
  description: text(),
  status: text().notNull().default(workItemMachine.initial),
  priority: text().notNull().default('NORMAL'),
  contactId: uuid(),
  conversationId: uuid(),
  dueOn: date({ mode: 'string' }),
  dueAt: instant(),
  assignedTo: text(),
  source: text().notNull().default('MANUAL'),
  labelsJson: jsonb().$type<Record<string, string>>().notNull().default({}),
  checklist: jsonb().$type<ChecklistJson[]>().notNull().default([]),
  closedAt: instant(),
  archivedAt: instant(),
  ...kept,
})

/** Facts of a piece of work, without a version. */
export const workItemNotes = pgTable('work_item_notes', {
  ...owned,
  workItemId: uuid().notNull(),
  body: text().notNull(),
})

export const invoices = pgTable('invoices', {
  ...documentColumns,
  workItemId: uuid(),
  status: text().notNull().default(invoiceMachine.initial),
  invoiceNumber: text(),
  dueDate: date({ mode: 'string' }).notNull(),
  amountPaid: money().notNull().default(0n),
  amountCredited: money().notNull().default(0n),
  amountWrittenOff: money().notNull().default(0n),
  creditNotesTotal: money().notNull().default(0n),
  settledBy: text(),
  amountDue: money().generatedAlwaysAs(0n).notNull(),
  arStage: text().notNull().default('NONE'),
  remindersPausedAt: instant(),
  remindersPausedUntil: date({ mode: 'string' }),
  promisedOn: date({ mode: 'string' }),
  voidedAt: instant(),
  checkoutClaimedUntil: instant(),
  phase: text().generatedAlwaysAs('').notNull(),
  quoteId: uuid(),
})

export const quotes = pgTable('quotes', {
  ...documentColumns,
  workItemId: uuid(),
  status: text().notNull().default(quoteMachine.initial),
  quoteNumber: text(),
  expiryDate: date({ mode: 'string' }).notNull(),
  deposit: jsonb().$type<DiscountJson | null>(),
  revision: integer().notNull().default(1),
  accepted: jsonb(),
  decision: jsonb(),
  decidedAt: instant(),
  depositInvoiceId: uuid(),
  convertedInvoiceId: uuid(),
})

export const checkoutSessions = pgTable('checkout_sessions', {
  tenantId: uuid().notNull(),
  id: text().notNull(),
  account: text().notNull(),
  invoiceId: uuid().notNull(),
  amount: money().notNull(),
  currency: char({ length: 3 }).notNull(),
  status: text().notNull().default('OPEN'),
  paymentIntent: text(),
  url: text(),
  expiresAt: instant().notNull(),
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant().notNull().defaultNow(),
})

export const searchTerms = pgTable('search_terms', {
  tenantId: uuid().notNull(),
  kind: text().notNull(),
  id: uuid().notNull(),
  term: text().notNull(),
  field: text().notNull().default(''),
})
