import { z } from 'zod'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { DiscountRow } from '../documents/decimals.ts'
import { LineRow } from '../documents/lines.ts'
import { placeRow } from '../documents/paper.ts'
import { AdjustmentRow, printedRow } from '../documents/rows.ts'
import { bigintJson } from '../json.ts'
import { AcceptedRow } from '../quotes/accepted.ts'
import { DecisionRow } from '../quotes/decision.ts'

/** A quote behind a link, with what only the Worker may see of it. */
export const PortalQuoteRow = z.object({
  ...printedRow,
  ...placeRow,
  is_closed: z.boolean().default(false),
  sent_at: z.string().nullable(),
  id: z.string(),
  version: z.number(),
  status: z.enum(quoteMachine.states),
  quote_number: z.string(),
  expiry_date: z.string(),
  contact_id: z.string(),
  finalised_at: z.string().nullable(),
  revision: z.number(),
  deposit: DiscountRow.nullable(),
  accepted: AcceptedRow.nullable(),
  decision: DecisionRow.nullable(),
  decided_at: z.string().nullable(),
  // All that a choice is computed from, not only what is printed.
  discount: AdjustmentRow.nullable(),
  charges: z.array(AdjustmentRow),
  lines: z.array(LineRow),
  deposit_invoice: z
    .object({ id: z.string(), invoice_number: z.string(), due: bigintJson, is_open: z.boolean() })
    .nullable(),
})
export type PortalQuoteRow = z.infer<typeof PortalQuoteRow>
