import { sql } from 'drizzle-orm'
import { isPossible, statusesFor } from '../../domain/kernel/machine.ts'
import { issueProblems, sendProblems } from '../../domain/quotes/conditions.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { isExpired } from '../../domain/quotes/state.ts'
import { filledWords } from '../documents/mail-words.ts'
import { partiesOf } from '../documents/rows.ts'
import type { SentKind } from '../documents/sent-kind.ts'
import { actionFacts, daysOf } from './facts.ts'
import { loadQuote, parseQuote, type QuoteRow, quoteObject } from './internal.ts'
import { frozenQuotePaper } from './paper.ts'
import { presentQuote } from './present.ts'

type Claimed = QuoteRow & { paper: unknown }

/** A quote, for all that sends documents. */
export const sentQuote: SentKind<QuoteRow, Claimed> = {
  kind: 'quote',
  object: quoteObject,
  parse: parseQuote,
  load: loadQuote,
  present: (row) => presentQuote(row),
  startsFrom: (step, row) => statusesFor(quoteMachine, step).includes(row.status),
  isPossible: (step, row) => isPossible(quoteMachine, step, actionFacts(row)),
  issueProblems: (row) => [...issueProblems(actionFacts(row)), ...depositProblems(row)],
  sendProblems: (row) => [...sendProblems(actionFacts(row)), ...depositProblems(row)],
  fieldsOf: (row) => ({ ...row, line_items: row.lines }),
  claimedObject: (id) => sql`${quoteObject(id)} || jsonb_build_object('paper', app.quote_paper(${id}::uuid))`,
  parseClaimed: (object) => ({ ...parseQuote(object), paper: (object as { paper: unknown }).paper }),
  paper(papers, claimed) {
    const { quote, place } = frozenQuotePaper(claimed.paper)
    const { quote_number: number } = quote
    return place && number ? { place, number, draw: () => papers.quote(quote), isPayable: false } : null
  },
  letter(ports, claimed, words) {
    const [parties, quote] = [partiesOf(claimed), presentQuote(claimed)]
    const { url } = words
    return ports.letters.quote({
      ...parties,
      quote,
      url,
      ...filledWords(ports.letters.values, { quote }, parties, words),
    })
  },
  heldJob: (quote_id, mail) => ({ type: 'QUOTE_SEND', payload: { quote_id, ...mail } }),
  overMessage: (row) =>
    isExpired(daysOf(row), row.today) ? 'This quote has expired: revise it first' : 'This quote was decided already',
  links: { create: 'quotes.create_link', rotate: 'quotes.rotate_link', revoke: 'quotes.revoke_link' },
}

const depositProblems = ({ deposit, total }: QuoteRow) =>
  deposit && 'amount' in deposit && BigInt(deposit.amount) > total
    ? [{ field: 'deposit.amount', message: 'The deposit is more than the total' }]
    : []
