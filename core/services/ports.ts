// What the business needs from the outside world, in plain types. The adapters are in workers/adapters.

import type { CreditNote } from '../contract/credit-notes.ts'
import type { PrintedBusiness, PrintedCustomer } from '../contract/documents.ts'
import type { Invoice } from '../contract/invoices.ts'
import type { Quote } from '../contract/quotes.ts'
import type { Line } from '../domain/extraction/found.ts'
import type { CallTake, CallTaken, CountedCalls, SettledCall } from '../domain/plans/call-counts.ts'
import type { Stage } from '../domain/reminders/schedule.ts'
import type { DocumentValues } from './document-values.ts'
import type { StatementOnPaper } from './documents/papers.ts'

export type * from './payments-port.ts'

/** The pieces of text of a PDF; null where it cannot be read. */
export type PdfLines = (bytes: Uint8Array) => Promise<readonly Line[] | null>

/** Counts the calls of models of each business, in one place, and decides whether its plan has one left (B-9A-1). Told twice is told once. */
export interface CallMeter {
  /** Null: nobody can count it now, so it must not be made. */
  take(tenantId: string, call: CallTake): Promise<CallTaken | null>
  /** What came of calls that were taken. Never throws: what it does not hear it asks for later. */
  settle(tenantId: string, month: string, settled: SettledCall[]): Promise<void>
  /** Of a month; null where it was not counted here, or nobody answers: then the ledger says. */
  used(tenantId: string, month: string): Promise<CountedCalls | null>
  /** Everything of a business that is gone; true when nothing is left. */
  forget(tenantId: string): Promise<boolean>
}

export interface Mailer {
  send(mail: OutgoingMail): Promise<MailOutcome>
}

export interface OutgoingMail {
  /** Idempotency key, the same on every retry of the same mail; at most 256 characters. */
  key: string
  /** No person wrote it or said that it shall go: it says so to machines, which then do not answer it (RFC 3834, EM7). */
  isAutomatic: boolean
  to: string
  cc?: string[]
  fromName?: string
  replyTo?: string
  subject: string
  text: string
  html: string
  attachments?: MailAttachment[]
  /** Extra headers, for instance In-Reply-To, References. */
  headers?: Record<string, string>
}

export interface MailAttachment {
  name: string
  mimeType: string
  content: Uint8Array
}

/**
 * `unknown` means that the provider may have accepted the mail although no answer came: retry with the same key (EM1).
 * `id` is null when the provider says only that this key was accepted before.
 */
export type MailOutcome =
  | { outcome: 'accepted'; id: string | null }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'unknown'; reason: string }

/** What a letter with a document says beside it. The parties are printed as they were when it was finalised. */
export interface DocumentLetter {
  business: PrintedBusiness
  contact: PrintedCustomer
  url: string
  message: string | null
  /** Null: the mail's own. */
  subject?: string | null
}
export interface InvoiceLetter extends DocumentLetter {
  /** It can be paid behind the link now. */
  isPaidOnline: boolean
  invoice: Invoice
}

/** What is asked for again, or before it is due; EXTRA is one more of a person's. */
export interface ReminderLetter extends InvoiceLetter {
  stage: Stage | 'EXTRA'
  /** Days since the due date; less than nothing before it. */
  daysLate: number
}

export interface QuoteLetter extends DocumentLetter {
  quote: Quote
}

export interface CreditNoteLetter extends DocumentLetter {
  credit_note: CreditNote
}

/** A customer's account, beside its paper. */
export interface StatementLetter extends StatementOnPaper {
  message: string | null
}

/** What a person wrote. */
export interface MessageLetter {
  subject: string
  new_text: string
  signature: string
  quoted: string
  /** Where whoever asked on a page reads it as well. */
  thread_url: string | null
}

/** After a decision on the page of a quote. */
export interface QuoteDecidedLetter {
  business: PrintedBusiness
  contact: PrintedCustomer
  quote: Quote
  /** Its page, for the customer, and the page of its deposit where one is asked for. */
  url: string
  depositUrl: string | null
  /** Where the business opens it. */
  appUrl: string
}

export type Letter = Pick<OutgoingMail, 'fromName' | 'replyTo' | 'subject' | 'text' | 'html'>

/** The words and the look of what goes out by mail. */
export interface Letters {
  values: DocumentValues
  invoice(letter: InvoiceLetter): Letter
  reminder(letter: ReminderLetter): Letter
  quote(letter: QuoteLetter): Letter
  credit_note(letter: CreditNoteLetter): Letter
  statement(letter: StatementLetter): Letter
  message(letter: MessageLetter): Pick<Letter, 'subject' | 'text' | 'html'>
  quoteApproved(letter: QuoteDecidedLetter): Letter
  quoteDecided(letter: QuoteDecidedLetter): Letter
}

/** What came of storing a stream. `stored` and `exists` tell what lies there, of which `head` is the beginning. */
export type StoredContent =
  | { outcome: 'stored' | 'exists'; sha256: string; head: Uint8Array }
  /** The sender broke off, or sent another length than it said. */
  | { outcome: 'incomplete' }
  | { outcome: 'unavailable'; reason: string }

/** Where the bytes of files lie. What is under a key is never replaced. */
export interface FileStore {
  put(key: string, body: ReadableStream<Uint8Array>, sizeBytes: number): Promise<StoredContent>
  /** What lies there, whole; null where nothing does. */
  read(key: string): Promise<Uint8Array | null>
  /** The same as a stream, or a part of it. */
  open(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | null>
  /** Says nothing of a key that is not there. */
  delete(key: string): Promise<void>
  /** Takes away what lies under a prefix, some of it at a time; true when nothing is left. */
  clear(prefix: string): Promise<boolean>
}

export interface ByteRange {
  offset: number
  length: number
}

/** Addresses that open by their signature alone, until they expire. */
export interface FileAddresses {
  upload(claims: UploadClaims): string
  download(file: DownloadClaims): string
  /** An archive, for a member who is still one when it is used. */
  archive(claims: ArchiveClaims): string
  /** The file of a draft in review, for who may see it when the address is used. */
  review(claims: ReviewClaims): string
  /** The HTML of a message as it can be shown, for a frame. */
  page(objectKey: string): string
}

export interface ArchiveClaims {
  tenantId: string
  exportId: string
  userId: string
  fileName: string
}

export interface ReviewClaims {
  draftId: string
  userId: string
  sessionId: string | null
}

export interface UploadClaims {
  tenantId: string
  fileId: string
  objectKey: string
  mimeType: string
  sizeBytes: number
  sha256: string | null
  expiresAt: Date
}

export interface DownloadClaims {
  objectKey: string
  fileName: string
  mimeType: string
}
