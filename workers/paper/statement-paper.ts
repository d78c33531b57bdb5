import type { Statement } from '../../core/contract/statements.ts'
import { isNothing } from '../../core/domain/documents/sums.ts'
import { waysToPay } from '../../core/domain/payments/ways-to-pay.ts'
import { ENTRY_WORDS, isOfMoney } from '../../core/domain/statements/entries.ts'
import type { StatementOnPaper } from '../../core/services/documents/papers.ts'
import { type Formats, formatsFor } from '../documents/format.ts'
import { basicPaper, paperWays, withCode } from './document-paper.ts'
import type { Paper, PaperLine, PaperSum } from './paper.ts'

type Account = Statement['accounts'][number]
type Entry = Account['entries'][number]

/** The account of a customer over some days: what moved it, each with what was owed after it, and what is due by its age. */
export function statementPaper({ business, customer, from, to, account }: StatementOnPaper): Paper {
  const formats = formatsFor(business, account.currency)
  const day = shortDates(formats)
  const inFavour = account.closing_balance.startsWith('-')
  return {
    ...basicPaper({ business, customer, taxes: [] }, formats),
    title: `Statement of account, ${day(from)} to ${day(to)}`,
    kind: 'Statement of account',
    number: null,
    facts: [
      { label: 'From', value: formats.date(from) },
      { label: 'To', value: formats.date(to) },
    ],
    mark: null,
    amount: {
      label: inFavour ? 'In your favour' : 'Balance due',
      amount: withCode(formats.money(unsigned(account.closing_balance)), formats),
      text: `On ${formats.date(to)}`,
      hasRoomForLink: false,
    },
    columns: { line: 'Entry', quantity: 'Day', price: 'Due', tax: 'Amount', amount: 'Balance' },
    lines: [
      openingLine(account, from, formats, day),
      ...account.entries.map((entry) => entryLine(entry, formats, day)),
    ],
    sums: sumsOf(account, formats),
    notes: paperWays(
      inFavour || isNothing(account.closing_balance) ? null : waysToPay(business, customer.display_name),
    ),
    at: new Date(`${to}T00:00:00Z`),
  }
}

function openingLine(
  { opening_balance }: Account,
  from: string,
  formats: Formats,
  day: (on: string) => string,
): PaperLine {
  return {
    name: 'Balance before',
    below: [],
    quantity: day(from),
    price: '',
    tax: '',
    amount: formats.money(opening_balance),
  }
}

const entryLine = (entry: Entry, formats: Formats, day: (on: string) => string): PaperLine => ({
  name: entry.number ? `${ENTRY_WORDS[entry.kind]} ${paidFor(entry)}${entry.number}` : ENTRY_WORDS[entry.kind],
  below: entry.detail ? [entry.detail] : [],
  quantity: day(entry.on),
  price: entry.due_date ? day(entry.due_date) : '',
  tax: formats.money(entry.amount),
  amount: formats.money(entry.balance),
})

const paidFor = ({ kind }: Entry) => (isOfMoney(kind) ? 'for invoice ' : '')

/** What is due by its age, the ages that have something, and what makes of it the balance. */
function sumsOf({ ageing, unapplied, closing_balance }: Account, formats: Formats): PaperSum[] {
  const ages: [string, string][] = [
    ['Not due yet', ageing.not_due],
    ['1 to 30 days late', ageing.days_1_30],
    ['31 to 60 days late', ageing.days_31_60],
    ['61 to 90 days late', ageing.days_61_90],
    ['More than 90 days late', ageing.days_over_90],
    ['Your money with us', unapplied.startsWith('-') ? unsigned(unapplied) : `-${unapplied}`],
  ]
  const sums = ages
    .filter(([, amount]) => !isNothing(amount))
    .map(([label, amount]) => sum(label, amount, formats, false))
  return [...sums, sum('Balance', closing_balance, formats, true)]
}

const sum = (label: string, amount: string, formats: Formats, isStrong: boolean): PaperSum => ({
  label,
  amount: formats.money(amount),
  isStrong,
})

const unsigned = (amount: string) => amount.replace(/^-/, '')

function shortDates({ locale }: Formats): (day: string) => string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC', calendar: 'gregory' })
  return (day) => format.format(new Date(`${day}T00:00:00Z`))
}
