import type { Line, Occasion } from '../extraction/found.ts'
import type { KnownVendor } from '../extraction/receipt/receipt.ts'
import type { DraftField } from './fields.ts'
import type { Lessons } from './lessons.ts'

/** An item of the price list; its rate as a decimal. */
export interface KnownItem {
  id: string
  name: string
  unit: string | null
  rate: string
  currency: string
}

/** What is known before a source is read: when and where, and what the business has taught. */
export interface Known {
  occasion: Occasion
  currency: string
  items: readonly KnownItem[]
  vendors: readonly KnownVendor[]
  lessons: Lessons
}

/** Of whom the words may tell. */
export interface KnownContact {
  id: string
  display_name: string
  company_name: string | null
  /** All that are known, the own one first. */
  emails: readonly string[]
  /** E.164. */
  phones: readonly string[]
}

/** What a draft is read from. */
export interface Source {
  lines: readonly Line[]
  /** Of a mail, or of work its title. */
  subject: string
  /** Whose it is for certain. */
  contactId: string | null
  contacts?: readonly KnownContact[]
  /** Whom its words named when it was first read. */
  told?: DraftField | null | undefined
  /** A picture, a PDF or pasted words: what they are says their look, too. */
  isPaper?: boolean
}
