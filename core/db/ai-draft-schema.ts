import { integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { aiDraftMachine } from '../domain/drafts/machine.ts'
import { instant, kept, owned } from './columns.ts'

// The type of the table of migrations/0085_ai_drafts.sql.

export const aiDrafts = pgTable('ai_drafts', {
  ...owned,
  status: text().notNull().default(aiDraftMachine.initial),
  intent: text().notNull(),
  sourceType: text().notNull(),
  messageId: uuid(),
  fileId: uuid(),
  workItemId: uuid(),
  conversationId: uuid(),
  contactId: uuid(),
  subject: text().notNull().default(''),
  sourceText: text().notNull(),
  receivedAt: instant().notNull(),
  title: text().notNull().default(''),
  intents: jsonb().$type<object[]>().notNull(),
  draftPayload: jsonb().$type<object>().notNull(),
  fields: jsonb().$type<object>().notNull(),
  edited: jsonb().$type<string[]>().notNull().default([]),
  confidence: numeric({ mode: 'number' }).notNull(),
  modelState: text().notNull().default('NONE'),
  modelName: text(),
  modelReason: text(),
  failedReason: text(),
  invoiceId: uuid(),
  quoteId: uuid(),
  madeWorkItemId: uuid(),
  expenseId: uuid(),
  appliedVersion: integer(),
  appliedAt: instant(),
  appliedBy: text(),
  assignedTo: text(),
  reviewedBy: text(),
  reviewedAt: instant(),
  reviewNotes: text(),
  ...kept,
})
