import type { PrintedBusiness, PrintedCustomer, PrintedDocument } from '../../core/contract/documents.ts'
import { carriedTax, lineDiscount, type Sum } from '../../core/domain/documents/sums.ts'
import type { WaysToPay } from '../../core/domain/payments/ways-to-pay.ts'
import type { Formats } from '../documents/format.ts'
import { businessLines, customerLines } from '../documents/party-lines.ts'
import type { PaperLine, PaperNote, PaperSum } from './paper.ts'

// What the paper of any kind of document is made of.

/** Where a sheet is 8.5 by 11 inches. */
const LETTER_COUNTRIES = new Set([
  'BO',
  'CA',
  'CL',
  'CO',
  'CR',
  'DO',
  'GT',
  'HN',
  'MX',
  'NI',
  'PA',
  'PH',
  'PR',
  'SV',
  'US',
  'VE',
])

const WORDS = {
  page: 'Page',
  of: 'of',
  continued: 'continued',
  forWhom: 'For',
  missing: 'stands for a character that cannot be printed here.',
}

interface Document {
  business: PrintedBusiness
  customer: PrintedCustomer
  taxes: readonly unknown[]
}

/** What every paper has, whatever its kind says on it. */
export const basicPaper = ({ business, customer, taxes }: Document, { locale }: Formats) => ({
  language: locale.startsWith('en') ? locale : 'en',
  locale,
  size: LETTER_COUNTRIES.has(business.country ?? '') ? ('LETTER' as const) : ('A4' as const),
  brand: business.brand_color,
  logo: business.logo,
  business: { name: business.name, lines: businessLines(business, locale) },
  customer: { name: customer.display_name, lines: customerLines(customer, locale) },
  columns: {
    line: 'Description',
    quantity: 'Quantity',
    price: 'Price',
    tax: taxes.length > 0 ? 'Tax' : null,
    amount: 'Amount',
  },
  words: WORDS,
})

type Line = PrintedDocument['line_items'][number]

/** A line as it was written; `more` is what its kind adds below it. */
export const paperLine = (line: Line, formats: Formats, more: readonly string[] = []): PaperLine => ({
  name: line.name,
  below: [lineDiscount(line.discount, formats), line.description, ...more].filter((text): text is string =>
    Boolean(text),
  ),
  quantity: formats.quantity(line.qty, line.unit),
  price: formats.price(line.rate),
  tax: carriedTax(line, formats) ?? 'no tax',
  amount: formats.money(line.amount),
})

/** The last is what it all comes to. */
export const paperSums = (sums: readonly Sum[], formats: Formats): PaperSum[] =>
  sums.map(({ label, amount, isTotal }, index) => ({
    label,
    amount: formats.money(amount),
    isStrong: isTotal === true || index === sums.length - 1,
  }))

/** What the business wrote below. */
export const paperNotes = (texts: readonly (string | null)[]): PaperNote[] =>
  texts.flatMap((text) => (text ? [{ heading: null, facts: [], text }] : []))

export const paperWays = (ways: WaysToPay | null): PaperNote[] =>
  ways ? [{ heading: 'How to pay', facts: ways.account, text: ways.text }] : []

export const withCode = (amount: string, { code }: Formats): string => (code ? `${amount} ${code}` : amount)
