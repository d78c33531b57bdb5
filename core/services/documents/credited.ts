import { z } from 'zod'
import { bigintText } from '../json.ts'

/** The invoice as a credit note names it. */
export const CreditedInvoiceRow = z.object({ id: z.string(), invoice_number: z.string(), issue_date: z.string() })

/** What a credit note has of its invoice, as it is kept. */
export const PieceRow = z.object({
  lines: z.array(z.object({ id: z.string(), qty_e6: bigintText, net: bigintText })),
  rates: z.array(
    z.object({ key: z.string().nullable(), discount: bigintText, charge: bigintText, taxes: z.array(bigintText) }),
  ),
})
