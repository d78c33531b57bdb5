import type { Fact } from '../documents/facts.ts'

// A paper in words, before anything is drawn: the same for every kind of document.

export interface Paper {
  /** `Invoice INV-0007`: the title that readers of the file show. */
  title: string
  /** What it is, and its number, apart. */
  kind: string
  number: string | null
  /** BCP 47, of the words that are ours. */
  language: string
  /** Of the names and numbers on it: which shapes a character that several languages write has. */
  locale: string
  size: 'A4' | 'LETTER'
  /** `#rrggbb`, beside the name. */
  brand: string | null
  /** A data URL, as the business keeps it. */
  logo: string | null
  business: Party
  customer: Party
  facts: readonly Fact[]
  /** What became of it, where the paper says so: PAID, VOID, DRAFT. */
  mark: Mark | null
  amount: AmountBox | null
  columns: { line: string; quantity: string; price: string; tax: string | null; amount: string }
  lines: readonly PaperLine[]
  sums: readonly PaperSum[]
  /** Below the sums, each with its heading where it has one. */
  notes: readonly PaperNote[]
  /** When what it says was so; the date in the file, too. */
  at: Date
  words: { page: string; of: string; continued: string; forWhom: string; missing: string }
}

export interface Party {
  name: string
  lines: readonly string[]
}

export interface Mark {
  word: string
  tone: 'good' | 'bad' | 'plain'
  text: string
}

export interface AmountBox {
  label: string
  amount: string
  text: string
  /** Whoever has a link to pay it may add that (draw/pay-link.ts). */
  hasRoomForLink: boolean
}

export interface PaperLine {
  name: string
  /** Smaller, below the name: a discount, the description, what the customer chose. */
  below: readonly string[]
  quantity: string
  price: string
  tax: string | null
  amount: string
}

export interface PaperSum {
  label: string
  amount: string
  isStrong: boolean
}

export interface PaperNote {
  heading: string | null
  facts: readonly Fact[]
  text: string | null
}
