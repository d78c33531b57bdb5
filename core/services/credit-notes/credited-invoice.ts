import { z } from 'zod'

/** The invoice as a credit note names it. */
export const CreditedInvoiceRow = z.object({ id: z.string(), invoice_number: z.string(), issue_date: z.string() })
