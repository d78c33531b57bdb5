import { paperIntent } from '../../../core/domain/drafts/paper-intent.ts'
import type { Proposal, ProposedValue } from '../../../core/domain/drafts/proposal.ts'
import type { Found, Line } from '../../../core/domain/extraction/found.ts'
import { readMessage } from '../../../core/domain/extraction/message.ts'
import { readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'
import type { AskedSource } from './prompt.ts'

type Message = ReturnType<typeof readMessage>

/** What a good model answers: what our own rules read, and a title, a name of a line and an urgency besides. */
export function proposalFor({ lines, occasion, intent: decided }: AskedSource): Proposal {
  const read = readMessage(lines, occasion)
  const intent = decided ?? paperIntent(lines, read.intent, occasion).value
  if (intent === 'DRAFT_EXPENSE') return { intent, values: ofReceipt(lines, occasion) }
  if (intent === 'DRAFT_QUOTE' || intent === 'DRAFT_INVOICE') return { intent, values: ofDocument(lines, read, intent) }
  return { intent, values: intent === 'NONE' ? [] : ofWork(lines, read) }
}

const PATHS: Record<string, string> = {
  vendor: 'vendor_name',
  date: 'expense_date',
  total: 'amount',
  tax: 'tax_total',
  currency: 'currency',
  category: 'category',
}
const ofReceipt = (lines: readonly Line[], occasion: AskedSource['occasion']): ProposedValue[] =>
  Object.entries(readReceipt(lines, occasion)).flatMap(([name, found]) => said(lines, PATHS[name]!, found))

function ofWork(lines: readonly Line[], { due, tone }: Message): ProposedValue[] {
  return [
    ...titleOf(lines, 'title'),
    ...said(lines, 'due_at', due),
    ...said(lines, 'priority', tone.urgent && { ...tone.urgent, value: 'URGENT' }),
  ]
}

function ofDocument(
  lines: readonly Line[],
  { fields, due }: Message,
  intent: 'DRAFT_QUOTE' | 'DRAFT_INVOICE',
): ProposedValue[] {
  const price = fields.rate ?? fields.amount
  return [
    ...nameOf(lines, fields.quantity),
    ...said(lines, 'line_items.0.qty', fields.quantity),
    ...said(lines, 'line_items.0.rate', price),
    ...said(lines, 'currency', price?.currency ? { ...price, value: price.currency } : undefined),
    ...(intent === 'DRAFT_INVOICE' ? said(lines, 'due_date', due) : []),
  ]
}

const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|sehr geehrte|liebe[rs]?|bonjour|hola|buen[oa]s)\b/iu
const TITLE_MAX = 80

/** The first sentence that says something. */
function titleOf(lines: readonly Line[], field: string): ProposedValue[] {
  const first = lines
    .map(({ text }) => text.trim())
    .find((text) => text.length > 8 && (!GREETING.test(text) || text.length > 40))
  const [sentence = ''] = (first ?? '').split(/(?<=[.!?])\s/u)
  const words = sentence
    .slice(0, TITLE_MAX)
    .replace(/\s\S*$/u, (rest: string) => (sentence.length > TITLE_MAX ? '' : rest))
  return words.length < 3 ? [] : [{ field, value: words.replace(/[.!?\s]+$/u, ''), quote: words }]
}

const COUNTED =
  /^(?: ?(?:of|x|×))? ([\p{L}][\p{L} -]{2,60}?)(?=[,.;:?!]|$| (?:at|for|on|in|by|next|this|and|from|before|per|please)(?!\p{L}))/u

/** What is counted, where something is. */
function nameOf(lines: readonly Line[], count: Found | undefined): ProposedValue[] {
  const behind = count && lines[count.span.line]?.text.slice(count.span.end)
  const [, words] = COUNTED.exec(behind ?? '') ?? []
  const field = 'line_items.0.name'
  return words
    ? [{ field, value: words.charAt(0).toUpperCase() + words.slice(1), quote: words }]
    : titleOf(lines, field)
}

function said(lines: readonly Line[], field: string, found: Found | undefined): ProposedValue[] {
  if (!found || found.value.length > (field === 'vendor_name' ? TITLE_MAX : QUOTE_MAX)) return []
  return [{ field, value: found.value, quote: wholeWords(lines[found.span.line]?.text ?? '', found.span) }]
}

const QUOTE_MAX = 200

/** A rule may know a word by its beginning; nobody quotes it so. */
function wholeWords(text: string, { start, end }: Found['span']): string {
  const before = /[\p{L}\p{M}]*$/u.exec(text.slice(0, start))?.[0] ?? ''
  const behind = /^[\p{L}\p{M}]*/u.exec(text.slice(end))?.[0] ?? ''
  return before + text.slice(start, end) + behind
}
