// What the business needs from the outside world, in plain types. The adapters are in workers/adapters.

import type { PrintedBusiness, PrintedCustomer } from '../contract/documents.ts'
import type { Invoice } from '../contract/invoices.ts'
import type { Quote } from '../contract/quotes.ts'
import type { DisputeStatus } from '../domain/payments/disputes.ts'
import type { RefundStatus } from '../domain/payments/refunds.ts'
import type { DocumentValues } from './document-values.ts'

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

export interface QuoteLetter extends DocumentLetter {
  quote: Quote
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
  quote(letter: QuoteLetter): Letter
  message(letter: MessageLetter): Pick<Letter, 'subject' | 'text' | 'html'>
  quoteApproved(letter: QuoteDecidedLetter): Letter
  quoteDecided(letter: QuoteDecidedLetter): Letter
}

/** `unavailable`: nobody knows whether it happened; the same call with the same key is safe to repeat. */
export type PaymentsAnswer<T> =
  | { outcome: 'ok'; value: T }
  | { outcome: 'unavailable'; reason: string }
  /** `code` is the provider's, for instance resource_missing, account_invalid, idempotency_error, amount_too_small. */
  | { outcome: 'refused'; reason: string; code: string }

/** Every call but the first names the connected account: charges are direct, nothing is shared between accounts. */
export interface Payments {
  /** A new account can charge before its owner has told the provider who he is: a simulator's, never Stripe's. */
  readonly newAccountsCharge: boolean
  createAccount(account: NewAccount): Promise<PaymentsAnswer<PaymentsAccount>>
  getAccount(id: string): Promise<PaymentsAnswer<PaymentsAccount>>
  /** A page where the owner of the business completes the account. */
  createAccountLink(link: {
    account: string
    returnUrl: string
    refreshUrl: string
  }): Promise<PaymentsAnswer<{ url: string; expiresAt: Date }>>
  createCheckoutSession(session: NewCheckoutSession): Promise<PaymentsAnswer<CheckoutSession>>
  /** Expiring a session that is no longer open answers the session as it is. */
  expireSession(account: string, id: string): Promise<PaymentsAnswer<CheckoutSession>>
  getSession(account: string, id: string): Promise<PaymentsAnswer<CheckoutSession>>
  findSessionByIntent(account: string, paymentIntent: string): Promise<PaymentsAnswer<CheckoutSession | null>>
  getPaymentIntent(account: string, id: string): Promise<PaymentsAnswer<PaymentIntent>>
  /** Newest first. */
  listRefunds(account: string, paymentIntent: string): Promise<PaymentsAnswer<Refund[]>>
  /** Newest first. */
  listDisputes(account: string, paymentIntent: string): Promise<PaymentsAnswer<Dispute[]>>
  /** A page of what happened on an account, newest first: of these types, since a time, after the last of the page before. */
  listEvents(
    account: string,
    of: { types: readonly string[]; since: Date; after: string | null },
  ): Promise<PaymentsAnswer<EventPage>>
}

export interface NewAccount {
  tenantId: string
  name: string
  email: string
  /** ISO 3166 alpha-2; it decides the account's currency. */
  country?: string
}

export interface PaymentsAccount {
  id: string
  chargesEnabled: boolean
  detailsSubmitted: boolean
  country: string | null
  currency: string | null
}

export interface NewCheckoutSession {
  account: string
  /** Idempotency key: the same key with the same session answers the same session. */
  key: string
  /** Minor units of ISO 4217. */
  amount: bigint
  currency: string
  description: string
  invoiceId: string
  invoiceNumber: string
  customerEmail?: string
  successUrl: string
  cancelUrl: string
  /** Between 30 minutes and 24 hours from now; the provider's default is 24 hours. */
  expiresAt?: Date
}

export interface CheckoutSession {
  id: string
  /** Null once it is no longer open. */
  url: string | null
  status: 'open' | 'complete' | 'expired'
  paid: boolean
  expiresAt: Date
  /** Null until the customer tries to pay. */
  paymentIntent: string | null
  amount: bigint
  currency: string
  /** A hint only: whoever owns the account can write it (WH8). */
  invoiceId: string | null
}

export interface PaymentIntent {
  id: string
  status: 'pending' | 'succeeded' | 'canceled' | 'unpaid'
  amountReceived: bigint
  amountRefunded: bigint
  /** Upper case ISO 4217. */
  currency: string
  createdAt: Date
  receiptUrl: string | null
  /** For instance "Visa ending 4242". */
  methodLabel: string | null
  /** Why the last attempt failed. */
  failure: string | null
  /** A hint only (WH8). */
  invoiceId: string | null
}

export interface Refund {
  id: string
  status: RefundStatus
  amount: bigint
  currency: string
  createdAt: Date
}

/** A payment that the customer's bank takes back, or asks about (`WARNING_`), until somebody decides. */
export interface Dispute {
  id: string
  status: DisputeStatus
  amount: bigint
  currency: string
  /** The provider's word, for instance fraudulent, product_not_received. */
  reason: string
  /** The provider has taken the money and not given it back. */
  withdrawn: boolean
  evidenceDueBy: Date | null
  live: boolean
  createdAt: Date
}

export interface WebhookVerifier {
  /** Null for anything that the provider did not sign within 300 seconds of `nowSeconds`, before or after (WH1, WH2). */
  verifyWebhook(rawBody: string, signatureHeader: string | null, nowSeconds: number): Promise<StripeEvent | null>
}

export interface EventPage {
  events: StripeEvent[]
  /** Where the next page begins; null on the last. */
  next: string | null
}

export interface StripeEvent {
  id: string
  type: string
  /** The connected account it happened on; null for the platform's own. */
  account: string | null
  /** Seconds. */
  created: number
  livemode: boolean
  /** `data.object` as sent. */
  object: Record<string, unknown>
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
}

export interface ByteRange {
  offset: number
  length: number
}

/** Addresses that open by their signature alone, until they expire. */
export interface FileAddresses {
  upload(claims: UploadClaims): string
  download(file: DownloadClaims): string
  /** The HTML of a message as it can be shown, for a frame. */
  page(objectKey: string): string
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
