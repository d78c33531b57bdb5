import type { Quote } from '../../core/contract/quotes.ts'
import { firstSteps, markNow, type StatusStep } from './document-steps.ts'
import { daysBetween, money, plural, shortDay, shortInstant, weekday } from './format.ts'

/** What was taken back to be changed has not been sent yet as it will be. */
const NOBODY = { sent_at: null, views: { first_at: null } }

/** Where a quote stands. */
export function quoteSteps(quote: Quote): StatusStep[] {
  const { status, decision, expiry_date } = quote
  const decidedAt = decision ? shortInstant(decision.at) : ''
  const steps = firstSteps(status === 'DRAFT' ? { ...quote, ...NOBODY } : quote)
  if (status === 'REJECTED') return [...steps, { name: 'Rejected', note: decidedAt, state: 'now' }]
  if (status === 'EXPIRED') return [...steps, { name: 'Expired', note: `After ${shortDay(expiry_date)}`, state: 'now' }]
  const isApproved = status === 'APPROVED' || status === 'CONVERTED'
  const isOver = status === 'CONVERTED'
  const approved: StatusStep = {
    name: 'Approved',
    note: isApproved ? decidedAt : `Until ${shortDay(expiry_date)}`,
    state: isApproved ? 'done' : 'ahead',
  }
  const invoiced: StatusStep = { name: 'Invoiced', note: isOver ? '' : 'Not yet', state: isOver ? 'done' : 'ahead' }
  return markNow([...steps, approved, invoiced], isOver)
}

type Answer = [answer: string, note: string]

/** What the customer said to it. */
export function answerOf(quote: Quote): Answer {
  const { status, decision, currency, accepted_total, total } = quote
  if (status === 'DRAFT') return ['Not asked yet', `${money(total, currency)} once it is sent`]
  if (status === 'SENT') return ['Waiting', 'No answer so far']
  if (status === 'EXPIRED') return ['None in time', `It was valid until ${shortDay(quote.expiry_date)}`]
  const by =
    decision?.via === 'STAFF' ? `Recorded by ${decision.recorded_by}` : `By ${decision?.name ?? 'the customer'}`
  if (status === 'REJECTED') return ['No', decision?.note || by]
  return [`${money(accepted_total ?? total, currency)} approved`, by]
}

/** What is to be done or waited for. */
export function nextOf(quote: Quote, today: string, sends: boolean): Answer {
  const { status, expiry_date, allowed_actions } = quote
  if (quote.send_at) return ['On its way', 'You can still take it back for a few seconds']
  if (status === 'DRAFT') return nextOfDraft(quote, sends)
  if (status === 'SENT') return nextOfSent(expiry_date, daysBetween(today, expiry_date))
  if (status === 'APPROVED')
    return allowed_actions.includes('convert_to_invoice')
      ? ['Convert it to an invoice', 'One tap; what was approved is on it']
      : ['To be invoiced', 'By somebody whose role may']
  if (status === 'CONVERTED') return ['Nothing', 'It became an invoice']
  return allowed_actions.includes('revise')
    ? ['Change it, or let it be', 'It can be taken back, changed and sent again']
    : ['Nothing', status === 'EXPIRED' ? 'It can no longer be approved' : 'The customer said no']
}

function nextOfDraft({ quote_number }: Quote, sends: boolean): Answer {
  if (!sends) return ['To be sent', 'By somebody whose role may send']
  return ['Send it', quote_number ? 'It keeps its number' : 'It gets its number when it is sent']
}

function nextOfSent(expiryDate: string, days: number): Answer {
  if (days === 0) return ['Expires today', 'It can be approved until midnight']
  return [`Expires ${shortDay(expiryDate)}`, `${weekday(expiryDate)}, in ${plural(days, 'day')}`]
}
