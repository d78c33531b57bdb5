import { z } from 'zod'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { placeRow } from '../documents/paper.ts'
import { printedRow } from '../documents/rows.ts'
import { bigintJson } from '../json.ts'
import { PrintedPaymentRow } from '../payments/printed.ts'

const SessionRow = z.object({
  id: z.string(),
  account: z.string(),
  amount: bigintJson,
  url: z.string().nullable(),
  status: z.string(),
  open: z.boolean(),
  lasting: z.boolean(),
})

/** An invoice behind a link, with what only the Worker may see of it. */
export const PortalRow = z.object({
  ...printedRow,
  ...placeRow,
  is_closed: z.boolean().default(false),
  sent_at: z.string().nullable(),
  id: z.string(),
  status: z.enum(invoiceMachine.states),
  invoice_number: z.string(),
  due_date: z.string(),
  amount_paid: bigintJson,
  amount_credited: bigintJson,
  payments: z.array(PrintedPaymentRow),
  sessions: z.array(SessionRow),
  payer: z.object({
    tenant_id: z.string(),
    name: z.string(),
    email: z.string(),
    country: z.string().nullable(),
    online_payments: z.boolean(),
    account: z.object({ id: z.string(), charges_enabled: z.boolean() }).nullable(),
  }),
})

export type PortalRow = z.infer<typeof PortalRow>
export type PortalSession = z.infer<typeof SessionRow>
