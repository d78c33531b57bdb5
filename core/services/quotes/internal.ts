import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { columnsOf } from '../columns.ts'
import { DiscountRow } from '../documents/decimals.ts'
import { bodyRow, summaryRow } from '../documents/rows.ts'
import { bigintJson } from '../json.ts'
import { AcceptedRow } from './accepted.ts'
import { DecisionRow } from './decision.ts'

const SummaryRow = z.object({
  ...summaryRow,
  status: z.enum(quoteMachine.states),
  quote_number: z.string().nullable(),
  expiry_date: z.string(),
  accepted_total: bigintJson.nullable(),
})

const QuoteRow = SummaryRow.extend({
  ...bodyRow,
  deposit: DiscountRow.nullable(),
  accepted: AcceptedRow.nullable(),
  decision: DecisionRow.nullable(),
  decided_at: z.string().nullable(),
  deposit_invoice: z
    .object({
      id: z.string(),
      invoice_number: z.string().nullable(),
      total: bigintJson,
      amount_paid: bigintJson,
      status: z.string(),
    })
    .nullable(),
  converted_invoice_id: z.string().nullable(),
  work_item: z.object({ id: z.string(), title: z.string() }).nullable(),
  revision: z.number(),
  last_sent_at: z.string().nullable(),
  has_link: z.boolean(),
  views: z.object({ count: z.number(), first_at: z.string(), last_at: z.string() }).nullable(),
})

export type SummaryRow = z.infer<typeof SummaryRow>
export type QuoteRow = z.infer<typeof QuoteRow>

export const parseQuote = (row: unknown): QuoteRow => QuoteRow.parse(row)

/** One quote with everything that is shown of it. */
export const quoteObject = (id: string): SQL => sql`app.quote_object(${id}::uuid)`

/** What a list says of each quote; `app.quote_rows` answers it in the order of these fields. */
export const summaryColumns = columnsOf(SummaryRow, { role: 'role', off: 'off', today: 'today' })
export const quoteRows = (ids: SQL): SQL => sql`app.quote_rows(array(${ids}))`

/** One trip. */
export const loadQuote = (tenant: TenantDb, action: Action, id: string): Promise<QuoteRow> =>
  getRecord(tenant, action, id, quoteObject(id), parseQuote)
