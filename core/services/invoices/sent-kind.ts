import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { stillOwed } from '../../domain/invoices/balance.ts'
import { issueProblems, sendProblems } from '../../domain/invoices/conditions.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { daysBetween } from '../../domain/kernel/dates.ts'
import { isPossible, statusesFor } from '../../domain/kernel/machine.ts'
import { isPaidOnline } from '../../domain/payments/online.ts'
import { toStripeAmount } from '../../domain/payments/stripe-amount.ts'
import { filledWords } from '../documents/mail-words.ts'
import { partiesOf, wantedOnline } from '../documents/rows.ts'
import type { SendPorts, SentKind } from '../documents/sent-kind.ts'
import { eInvoiceProblems } from '../e-invoices/problems.ts'
import type { Letters, ReminderLetter } from '../ports.ts'
import { actionFacts, balanceOf } from './facts.ts'
import { type InvoiceRow, invoiceObject, loadInvoice, parseInvoice } from './internal.ts'
import { frozenInvoicePaper } from './paper.ts'
import { presentInvoice } from './present.ts'

const Account = z.object({ account: z.object({ charges_enabled: z.boolean() }).nullable(), paper: z.unknown() })
type Claimed = InvoiceRow & z.infer<typeof Account>

/** An invoice, for all that sends documents. */
export const sentInvoice: SentKind<InvoiceRow, Claimed> = {
  kind: 'invoice',
  object: invoiceObject,
  parse: parseInvoice,
  load: loadInvoice,
  present: (row) => presentInvoice(row),
  startsFrom: (step, row) => statusesFor(invoiceMachine, step).includes(row.status),
  isPossible: (step, row) => isPossible(invoiceMachine, step, actionFacts(row)),
  issueProblems: (row) => issueProblems(actionFacts(row)),
  sendProblems: (row) => sendProblems(actionFacts(row)),
  eInvoiceProblems: (tenant, id) => eInvoiceProblems(tenant, 'invoice', id),
  fieldsOf: (row) => ({ ...row, line_items: row.lines }),
  claimedObject: (id) =>
    sql`${invoiceObject(id)} || jsonb_build_object('account', app.stripe_account(), 'paper', app.invoice_paper(${id}::uuid))`,
  parseClaimed: (object) => ({ ...parseInvoice(object), ...Account.parse(object) }),
  paper(papers, claimed, payments) {
    const { invoice, place } = frozenInvoicePaper(claimed.paper)
    const { invoice_number: number } = invoice
    const isPayable = canBePaid(claimed, payments)
    return place && number ? { place, number, draw: () => papers.invoice(invoice), isPayable } : null
  },
  letter(ports, claimed, words) {
    const [parties, invoice] = [partiesOf(claimed), presentInvoice(claimed)]
    const { url } = words
    const typed = filledWords(ports.letters.values, { invoice }, parties, words)
    const isPaidOnline = canBePaid(claimed, ports.payments)
    return ports.letters.invoice({ ...parties, isPaidOnline, invoice, url, ...typed })
  },
  // Whoever sends has the schedule of reminders before his eyes.
  sentSteps: (tenant, id) => [tenant.db.execute(sql`select app.agree_reminders(${id}::uuid)`)],
  heldJob: (invoice_id, mail) => ({ type: 'INVOICE_SEND', payload: { invoice_id, ...mail } }),
  overMessage: (row) =>
    statusesFor(invoiceMachine, 'send_again').includes(row.status)
      ? 'Nothing is due on this invoice any more'
      : 'This invoice is void',
  links: {
    create: 'invoices.create_payment_link',
    rotate: 'invoices.rotate_payment_link',
    revoke: 'invoices.revoke_payment_link',
  },
}

/** The mail of a reminder: what is owed now, and how late it is. */
export function reminderLetter(
  ports: Omit<SendPorts, 'letters'> & { letters: Pick<Letters, 'reminder'> },
  claimed: Claimed,
  { url, stage, subject = null, message }: Pick<ReminderLetter, 'url' | 'stage' | 'subject' | 'message'>,
) {
  const [parties, invoice] = [partiesOf(claimed), presentInvoice(claimed)]
  const daysLate = daysBetween(claimed.due_date, claimed.today)
  const isPaidOnline = canBePaid(claimed, ports.payments)
  return ports.letters.reminder({ ...parties, isPaidOnline, invoice, url, message, subject, stage, daysLate })
}

/** As its page will say (DESIGN 10): a mail offers what can be done behind its link. */
function canBePaid(row: Claimed, { newAccountsCharge }: SendPorts['payments']): boolean {
  const facts = { online_payments: wantedOnline(row), account: row.account }
  return isPaidOnline(facts, newAccountsCharge) && toStripeAmount(stillOwed(balanceOf(row)), row.currency).ok
}
