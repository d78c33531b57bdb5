import type { SQL } from 'drizzle-orm'
import type { NewJob } from '../../contract/jobs.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import type { Problem } from '../../domain/documents/conditions.ts'
import { DOCUMENT_KINDS, type DocumentKind, type DocumentResource } from '../../domain/documents/kinds.ts'
import type { FileStore, Letter, Letters, Mailer, Payments } from '../ports.ts'
import type { MailWords } from './mail-words.ts'
import type { PaperPlace } from './paper.ts'
import type { Papers } from './papers.ts'
import type { PortalLinks } from './portal-links.ts'

export interface SendPorts {
  mailer: Mailer
  letters: Pick<Letters, DocumentKind | 'values'>
  links: PortalLinks
  payments: Pick<Payments, 'newAccountsCharge'>
  /** Where there are none, mails go without a paper. */
  papers?: Papers
  fileStore?: FileStore
}

/** The paper of a document as it was frozen, for a mail. */
export interface MailedPaper {
  place: PaperPlace
  number: string
  draw(): Promise<Uint8Array>
  isPayable: boolean
}

/** What sending asks of the row of any document. */
export interface SentRow {
  id: string
  version: number
  status: string
  contact: { email: string | null }
  send_at: string | null
  /** Nothing goes out that could be no e-invoice. */
  e_invoices?: boolean
  last_sent_at: string | null
}

export type SendStep = 'send' | 'mark_sent' | 'send_again' | 'hold_again' | 'send_again_attempted' | 'cancel_send'

/** A kind of document, as sending wants to know it; `Claimed` is what is read with the claim, for its letter. */
export interface SentKind<Row extends SentRow = SentRow, Claimed extends Row = Row> {
  kind: DocumentKind
  object(id: string): SQL
  parse(object: unknown): Row
  load(tenant: TenantDb, action: SendAction, id: string): Promise<Row>
  present(row: Row): unknown
  startsFrom(step: SendStep, row: Row): boolean
  /** It starts from its status, and nothing else forbids it. */
  isPossible(step: SendStep, row: Row): boolean
  /** What is missing before it can be finalised at all, and before it can go out by mail. */
  issueProblems(row: Row): Problem[]
  sendProblems(row: Row): Problem[]
  /** Why it could be no e-invoice, if it were finalised now. */
  eInvoiceProblems?(tenant: TenantDb, id: string): Promise<Problem[]>
  /** What a profile may require of it, by the names of the API. */
  fieldsOf(row: Row): Readonly<Record<string, unknown>>
  claimedObject(id: string): SQL
  parseClaimed(object: unknown): Claimed
  /** Null for whoever does not see all of it. */
  paper(papers: Papers, claimed: Claimed, payments: SendPorts['payments']): MailedPaper | null
  letter(ports: SendPorts, claimed: Claimed, words: MailWords & { url: string }): Letter
  /** What follows from its being out, by mail or otherwise, in the same transaction. */
  issuedSteps?(tenant: TenantDb, id: string): Step[]
  /** What else follows when it went out by mail. */
  sentSteps?(tenant: TenantDb, id: string): Step[]
  /** The job that ends a hold. */
  heldJob(id: string, mail: MailWords & { to?: string | undefined }): Pick<NewJob, 'type' | 'payload'>
  /** Why what went out cannot go out again, and is not on its way. */
  overMessage(row: Row): string
  links: LinkActions
}

interface LinkActions {
  create: 'invoices.create_payment_link' | 'quotes.create_link' | 'credit_notes.create_link'
  rotate: 'invoices.rotate_payment_link' | 'quotes.rotate_link' | 'credit_notes.rotate_link'
  revoke: 'invoices.revoke_payment_link' | 'quotes.revoke_link' | 'credit_notes.revoke_link'
}

type SendVerb = 'send' | 'send_again' | 'mark_sent'
export type SendAction = `${DocumentResource}.${SendVerb}` | LinkActions['create']

/** An action of the kind: `invoices.send` of an invoice. */
export const actionOf = <V extends string>({ kind }: { kind: DocumentKind }, verb: V): `${DocumentResource}.${V}` =>
  `${DOCUMENT_KINDS[kind].resource}.${verb}`

/** As it begins a sentence, and within one. */
export const wordOf = ({ kind }: { kind: DocumentKind }) => DOCUMENT_KINDS[kind].word
export const lowerWordOf = (of: { kind: DocumentKind }) => wordOf(of).toLowerCase()
