import type { PrintedDocument } from '../../contract/documents.ts'
import type { PortalInvoice, PortalQuote } from '../../contract/portal.ts'

/** What an invoice says on paper: of a link's page what does not change with who looks. A draft has no number. */
export type InvoiceOnPaper = PrintedDocument &
  Pick<
    PortalInvoice,
    'status' | 'reference' | 'po_number' | 'issue_date' | 'due_date' | 'today' | 'amount_paid' | 'amount_due'
  > & { invoice_number: string | null }

export type QuoteOnPaper = Omit<PrintedDocument, 'line_items'> &
  Pick<
    PortalQuote,
    'status' | 'reference' | 'po_number' | 'issue_date' | 'expiry_date' | 'today' | 'deposit' | 'accepted' | 'decision'
  > & {
    quote_number: string | null
    line_items: readonly (PrintedDocument['line_items'][number] & { optional: boolean })[]
  }

/** Documents as the bytes of a PDF. */
export interface Papers {
  /** With where it is paid, for whoever holds that link already. */
  invoice(invoice: InvoiceOnPaper, payUrl?: string | null): Promise<Uint8Array>
  quote(quote: QuoteOnPaper): Promise<Uint8Array>
}
