import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { SystemDb } from '../../db/system-db.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'

const bigintJson = z
  .number()
  .int()
  .transform((value) => BigInt(value))
const discountJson = z.union([z.object({ percent_e4: z.string() }), z.object({ amount: z.string() })])
const textOrNull = z.string().nullable()

const SessionRow = z.object({
  id: z.string(),
  account: z.string(),
  amount: bigintJson,
  url: textOrNull,
  status: z.string(),
  open: z.boolean(),
  lasting: z.boolean(),
})

const PortalRow = z.object({
  id: z.string(),
  status: z.enum(invoiceMachine.states),
  invoice_number: z.string(),
  reference: textOrNull,
  issue_date: z.string(),
  due_date: z.string(),
  today: z.string(),
  timezone: z.string(),
  currency: z.string(),
  prices_include_tax: z.boolean(),
  charges: z.array(z.object({ name: z.string().optional() })),
  taxes: z.array(z.object({ name: z.string(), percent_e4: z.string(), taxable: z.string(), tax: z.string() })),
  subtotal: bigintJson,
  discount_total: bigintJson,
  charge_total: bigintJson,
  tax_total: bigintJson,
  total: bigintJson,
  amount_paid: bigintJson,
  notes: textOrNull,
  terms: textOrNull,
  business: z.object({
    name: z.string(),
    address_line1: textOrNull,
    address_line2: textOrNull,
    city: textOrNull,
    region: textOrNull,
    postal_code: textOrNull,
    country: textOrNull,
    email: textOrNull,
    phone: textOrNull,
    website: textOrNull,
    tax_id: textOrNull,
    logo: textOrNull,
    brand_color: textOrNull,
    language: z.string(),
  }),
  contact: z.object({ display_name: z.string(), company_name: textOrNull, email: textOrNull }),
  lines: z.array(
    z.object({
      name: z.string(),
      description: textOrNull,
      qty_e4: bigintJson,
      rate_e4: bigintJson,
      discount: discountJson.nullable(),
      amount: bigintJson,
    }),
  ),
  payments: z.array(
    z.object({
      applied: bigintJson,
      paid_at: z.string(),
      provider: z.string(),
      method_label: textOrNull,
      receipt_url: textOrNull,
    }),
  ),
  sessions: z.array(SessionRow),
  payer: z.object({
    tenant_id: z.string(),
    name: z.string(),
    email: z.string(),
    country: textOrNull,
    account: z.object({ id: z.string(), charges_enabled: z.boolean() }).nullable(),
  }),
})

/** A document behind a link, with what only the Worker may see of it. */
export type PortalRow = z.infer<typeof PortalRow>
export type PortalSession = z.infer<typeof SessionRow>

/** A document that was never numbered opens with no link; an unknown link opens nothing. */
export const parsePortalRow = (row: unknown): PortalRow | null =>
  row === null || row === undefined ? null : PortalRow.parse(row)

/** What a link opens, or null. `isSeen` records that a person looked; nothing else changes. One trip. */
export async function viewPortalInvoice(
  system: SystemDb,
  tokenHash: string,
  isSeen: boolean,
): Promise<PortalRow | null> {
  return parsePortalRow(await system.value(sql`app.portal_view(${tokenHash}, ${isSeen})`))
}
