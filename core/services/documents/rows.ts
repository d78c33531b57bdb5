import { z } from 'zod'
import { PrintedBusiness, PrintedCustomer } from '../../contract/documents.ts'
import { bigintJson } from '../json.ts'
import { DeliveryRow } from '../outbound/present.ts'
import { DiscountRow } from './decimals.ts'
import { LineRow, PrintedLineRow } from './lines.ts'
import { TaxPartRows } from './tax-parts.ts'

// What every document answers from the database. A kind spreads these shapes among its own columns.

const TaxRow = z.object({ name: z.string(), percent_e4: z.string(), taxable: z.string(), tax: z.string() })
export const AdjustmentRow = z.intersection(
  DiscountRow,
  z.object({
    name: z.string().optional(),
    tax_rate_id: z.string().optional(),
    tax_name: z.string().optional(),
    tax_percent_e4: z.string().optional(),
    tax_parts: TaxPartRows.optional(),
  }),
)

/** What the lines come to, without the total. */
export const sumsRow = {
  taxes: z.array(TaxRow),
  subtotal: bigintJson,
  discount_total: bigintJson,
  charge_total: bigintJson,
  tax_total: bigintJson,
}

const money = {
  po_number: z.string().nullable(),
  prices_include_tax: z.boolean(),
  ...sumsRow,
  notes: z.string().nullable(),
  terms: z.string().nullable(),
}

/** Of a row in a list. */
export const summaryRow = {
  id: z.string(),
  contact_id: z.string(),
  contact: z.object({
    id: z.string(),
    display_name: z.string(),
    email: z.string().nullable(),
    status: z.string().nullable(),
  }),
  reference: z.string().nullable(),
  issue_date: z.string(),
  currency: z.string(),
  total: bigintJson,
  sent_at: z.string().nullable(),
  send_at: z.string().nullable(),
  finalised_at: z.string().nullable(),
  line_count: z.number(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  role: z.string(),
  /** What the business has switched off. */
  off: z.array(z.string()).default([]),
  today: z.string(),
}

/** What the whole document has beside that. */
export const bodyRow = {
  ...money,
  lines: z.array(LineRow),
  discount: AdjustmentRow.nullable(),
  charges: z.array(AdjustmentRow),
  internal_notes: z.string().nullable(),
  tags: z.array(z.string()),
  snapshot: z.unknown(),
  created_by: z.string(),
  delivery: DeliveryRow.nullable(),
}

const absent = z.string().nullable().default(null)
/** Printed only since some day: a document that was finalised before has none of it. */
const laterOn = {
  bank_holder: absent,
  bank_name: absent,
  bank_iban: absent,
  bank_bic: absent,
  bank_account: absent,
  bank_routing: absent,
  payment_instructions: absent,
}

/** Business and customer, as they were when the document was finalised. */
const parties = {
  business: z.object({ ...PrintedBusiness.shape, ...laterOn }),
  contact: z.object({ ...PrintedCustomer.shape, tax_id: absent, email: z.string().nullable() }),
}
const Parties = z.object(parties)
export const partiesOf = (row: Pick<DocumentRow, 'snapshot'>) => Parties.parse(row.snapshot)

const Wanted = z.object({ business: z.object({ online_payments: z.boolean().default(true) }) })
/** Whether the business wanted to be paid online when it was finalised. */
export const wantedOnline = (row: Pick<DocumentRow, 'snapshot'>): boolean =>
  Wanted.parse(row.snapshot).business.online_payments

/** A document behind a link: what is printed of it. */
export const printedRow = {
  ...money,
  reference: z.string().nullable(),
  issue_date: z.string(),
  today: z.string(),
  timezone: z.string(),
  currency: z.string(),
  charges: z.array(z.object({ name: z.string().optional() })),
  total: bigintJson,
  ...parties,
  lines: z.array(PrintedLineRow),
}

const DocumentSummaryRow = z.object(summaryRow)
const DocumentRow = DocumentSummaryRow.extend(bodyRow)
const PrintedRow = z.object(printedRow)
export type DocumentSummaryRow = z.infer<typeof DocumentSummaryRow>
export type DocumentRow = z.infer<typeof DocumentRow>
export type PrintedRow = z.infer<typeof PrintedRow>
