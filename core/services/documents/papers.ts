import type { PrintedBusiness, PrintedCustomer, PrintedDocument } from '../../contract/documents.ts'
import type { Invoice } from '../../contract/invoices.ts'
import type { PortalCreditNote, PortalInvoice, PortalQuote } from '../../contract/portal.ts'
import type { Statement } from '../../contract/statements.ts'

/** What an invoice says on paper: of a link's page what does not change with who looks. A draft has no number. */
export type InvoiceOnPaper = PrintedDocument &
  Pick<
    PortalInvoice,
    | 'status'
    | 'reference'
    | 'po_number'
    | 'issue_date'
    | 'due_date'
    | 'today'
    | 'amount_paid'
    | 'amount_credited'
    | 'amount_due'
  > & { invoice_number: string | null }

/** What is late of an invoice, and how often it was asked for. */
export type DunningLetterOnPaper = InvoiceOnPaper & Pick<Invoice, 'ar_stage'> & { days_late: number }

/** What was paid of an invoice, whole or in part. */
export type ReceiptOnPaper = InvoiceOnPaper & Pick<PortalInvoice, 'payments'>

export type QuoteOnPaper = Omit<PrintedDocument, 'line_items'> &
  Pick<
    PortalQuote,
    'status' | 'reference' | 'po_number' | 'issue_date' | 'expiry_date' | 'today' | 'deposit' | 'accepted' | 'decision'
  > & {
    quote_number: string | null
    line_items: readonly (PrintedDocument['line_items'][number] & { optional: boolean })[]
  }

export type CreditNoteOnPaper = PrintedDocument &
  Omit<PortalCreditNote, keyof PrintedDocument | 'credit_note_number' | 'business_closed'> & {
    credit_note_number: string | null
  }

/** A customer's account in one currency. */
export interface StatementOnPaper extends Pick<Statement, 'from' | 'to'> {
  business: PrintedBusiness
  customer: PrintedCustomer
  account: Statement['accounts'][number]
}

/** Documents as the bytes of a PDF. */
export interface Papers {
  invoice(invoice: InvoiceOnPaper): Promise<Uint8Array>
  receipt(receipt: ReceiptOnPaper): Promise<Uint8Array>
  dunningLetter(letter: DunningLetterOnPaper): Promise<Uint8Array>
  creditNote(note: CreditNoteOnPaper): Promise<Uint8Array>
  quote(quote: QuoteOnPaper): Promise<Uint8Array>
  statement(statement: StatementOnPaper): Promise<Uint8Array>
  /** The same file with where it is paid added behind its end, for whoever holds that link already. */
  withPayLink(bytes: Uint8Array, url: string): Promise<Uint8Array>
}
