import type { Line, Occasion } from '../extraction/found.ts'
import type { KnownVendor } from '../extraction/receipt/receipt.ts'
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

/** What a draft is read from. */
export interface Source {
  lines: readonly Line[]
  /** Of a mail, or of work its title. */
  subject: string
  contactId: string | null
  /** A picture, a PDF or pasted words: what they are says their look, too. */
  isPaper?: boolean
}
