import type { Business } from '../../core/contract/business.ts'
import type { AnyDocument } from '../../core/contract/documents.ts'
import type { DocumentKind } from '../../core/domain/documents/kinds.ts'
import type { Draft, Until } from './document-draft.ts'
import type { LinkedKind } from './document-link.ts'
import type { LastQuery } from './last-document.ts'
import type { ToPay } from './use-pay-words.ts'

export interface MailWords {
  /** An address of this mail alone. */
  to?: string
  message: string | null
  /** Without one the mail has its own. */
  subject?: string
  /** In which the days and amounts are written that are filled when it is sent. */
  language?: string
  /** It went out before. */
  again?: boolean
}

/** How a kind of document goes out by mail. These are methods, so that one kind stands where any may. */
export interface SentKind<D extends AnyDocument = AnyDocument> {
  /** Such as `invoice`. */
  word: DocumentKind
  load(id: string): Promise<D>
  send(document: Pick<D, 'id' | 'version'>, words: MailWords, holdSeconds: number): Promise<D>
  /** When it last went out. */
  lastSent(document: D): string | null
  cancelSend(id: string): Promise<D>
  /** Shows at once what the server answered. */
  keep(document: D): void
  numberOf(document: D): string | null
}

/** A kind of document, as its editor wants to know it. */
export interface EditorKind<D extends AnyDocument = AnyDocument> extends SentKind<D> {
  word: Exclude<DocumentKind, 'credit_note'>
  /** Its page is this and its id. */
  path: string
  until: Until & {
    of(document: D): string
    usualDays(business: Business): number
    /** What the shortcuts to days are for, and to how many. */
    legend: string
    shortcuts: readonly number[]
    shortcut(days: number): string
  }
  /** The words of the preview: whom it is for, what the total is, until when it holds. */
  preview: { to: string; total: string; until: string }
  /** Of which kind its texts are. */
  template: 'INVOICE' | 'QUOTE'
  /** What the customer can do with its link. */
  linkFor: string
  /** The customer chooses among its lines, and a deposit may be asked for. */
  offers?: true
  /** The permission to send it. */
  maySend: string
  /** Another way out of the editor: a link that is handed over by oneself, held as a mail is. */
  links: LinkedKind
  /** What the customer can pay with, in words; a hook. */
  usePayWords?(toPay: ToPay | null): string
  draftOf(document: D): Draft
  /** The words that stand on a new one. */
  words(business: Business): Pick<Draft, 'notes' | 'terms'>
  /** What is saved of a draft. */
  toWire(draft: Draft): object
  /** Creates it, or changes the one that is known. */
  save(draft: Draft, known: D | null): Promise<D>
  remove(id: string): Promise<void>
  /** The query of the last one of this contact: its lines and its term are offered again. */
  last(contactId: string): LastQuery<D>
}
