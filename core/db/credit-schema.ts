import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { creditNoteMachine } from '../domain/credit-notes/machine.ts'
import { documentColumns } from './schema.ts'

// The type of the table of migrations/0057_credit_notes.sql.

/** What a credit note has of its invoice: minor units and scaled quantities as text, for JSON would round them. */
export interface PieceJson {
  lines: { id: string; qty_e6: string; net: string }[]
  rates: { key: string | null; discount: string; charge: string; taxes: string[] }[]
}

export const creditNotes = pgTable('credit_notes', {
  ...documentColumns,
  status: text().notNull().default(creditNoteMachine.initial),
  creditNoteNumber: text(),
  invoiceId: uuid().notNull(),
  piece: jsonb().$type<PieceJson>().notNull(),
  reason: text(),
  revisedInvoiceId: uuid(),
})
