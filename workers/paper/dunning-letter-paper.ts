import { isNothing } from '../../core/domain/documents/sums.ts'
import { waysToPay } from '../../core/domain/payments/ways-to-pay.ts'
import type { DunningLetterOnPaper } from '../../core/services/documents/papers.ts'
import { type Formats, formatsFor } from '../documents/format.ts'
import { basicPaper, paperSums, paperWays, withCode } from './document-paper.ts'
import type { Paper, PaperLine } from './paper.ts'

type Stage = DunningLetterOnPaper['ar_stage']

const KINDS: Readonly<Record<Stage, string>> = {
  NONE: 'Payment reminder',
  REMINDER_1: 'Payment reminder',
  REMINDER_2: 'Second reminder',
  FINAL: 'Final reminder',
  COLLECTIONS: 'Final reminder',
}

/** The letter that asks for what is late of an invoice, by post or by hand. It adds no fee and no interest: nobody agreed on any. */
export function dunningLetterPaper(letter: DunningLetterOnPaper): Paper {
  const formats = formatsFor(letter.business, letter.currency)
  const kind = KINDS[letter.ar_stage]
  const number = letter.invoice_number ?? ''
  return {
    ...basicPaper(letter, formats),
    title: `${kind}, invoice ${number}`,
    kind,
    number: null,
    facts: [
      { label: 'Date', value: formats.date(letter.today) },
      { label: 'Invoice', value: number },
      ...(letter.po_number ? [{ label: 'Order number', value: letter.po_number }] : []),
      ...(letter.reference ? [{ label: 'Reference', value: letter.reference }] : []),
    ],
    mark: null,
    amount: {
      label: 'Amount due',
      amount: withCode(formats.money(letter.amount_due), formats),
      text: `Was due ${formats.date(letter.due_date)}, ${letter.days_late === 1 ? 'a day' : `${letter.days_late} days`} ago`,
      hasRoomForLink: false,
    },
    columns: { line: 'Invoice', quantity: 'Issued', price: 'Due', tax: null, amount: 'Total' },
    lines: [lineOf(letter, formats)],
    sums: paperSums(dueOf(letter), formats),
    notes: [
      { heading: null, facts: [], text: wordsOf(letter.ar_stage) },
      ...paperWays(waysToPay(letter.business, number)),
    ],
    at: new Date(`${letter.today}T00:00:00Z`),
  }
}

function lineOf({ invoice_number, issue_date, due_date, total }: DunningLetterOnPaper, formats: Formats): PaperLine {
  const format = new Intl.DateTimeFormat(formats.locale, { dateStyle: 'medium', timeZone: 'UTC', calendar: 'gregory' })
  const day = (on: string) => format.format(new Date(`${on}T00:00:00Z`))
  return {
    name: `Invoice ${invoice_number}`,
    below: [],
    quantity: day(issue_date),
    price: day(due_date),
    tax: null,
    amount: formats.money(total),
  }
}

const dueOf = ({ total, amount_paid, amount_credited, amount_due }: DunningLetterOnPaper) => [
  { label: 'Total', amount: total },
  ...(isNothing(amount_paid) ? [] : [{ label: 'Paid', amount: `-${amount_paid}` }]),
  ...(isNothing(amount_credited) ? [] : [{ label: 'Credited', amount: `-${amount_credited}` }]),
  { label: 'Amount due', amount: amount_due },
]

function wordsOf(stage: Stage): string {
  const ask =
    stage === 'FINAL' || stage === 'COLLECTIONS'
      ? 'We have asked for this amount before. Please pay it now, or tell us what keeps you from it.'
      : stage === 'REMINDER_2'
        ? 'We have asked for this amount before. Please pay it in the next days.'
        : 'This amount is not paid in full yet. Please pay it in the next days.'
  return `${ask} If you have paid it meanwhile, thank you: there is nothing to do.`
}
