import { CreateContact } from '../../core/contract/contacts.ts'
import { CreateInvoice } from '../../core/contract/invoices.ts'
import { CreatePayment } from '../../core/contract/payments.ts'
import { CreateWorkItem, UpdateWorkItem } from '../../core/contract/work-items.ts'
import { newId } from '../../core/db/ids.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import { addDays, instantIn } from '../../core/domain/kernel/dates.ts'
import { createContact } from '../../core/services/contacts/create.ts'
import type { PortalLink, PortalLinks } from '../../core/services/documents/portal-links.ts'
import { createInvoice } from '../../core/services/invoices/create.ts'
import { sendInvoice } from '../../core/services/invoices/send.ts'
import { voidInvoice } from '../../core/services/invoices/void.ts'
import { createPayment } from '../../core/services/payments/create.ts'
import { viewDocument } from '../../core/services/portal/view.ts'
import { addNote } from '../../core/services/work-items/add-note.ts'
import { createWorkItem } from '../../core/services/work-items/create.ts'
import { updateWorkItem } from '../../core/services/work-items/update.ts'
import { joinTeam } from './business.ts'
import { payByCard } from './card.ts'
import { CONTACTS, type DemoContact } from './contacts.ts'
import { EXPENSES, lifeOfExpense } from './expenses.ts'
import { contactOf, type Happening, KeptLinks, later, type World } from './happening.ts'
import { invoiceId, TENANT_ID, workItemId } from './ids.ts'
import { type DemoInvoice, type DemoPayment, INVOICES } from './invoices.ts'
import type { Past } from './past.ts'
import { BUSINESS, MEMBERS, OWNER, type Person } from './people.ts'
import { lifeOfQuote } from './quote-history.ts'
import { QUOTES } from './quotes.ts'
import { type DemoWork, WORK } from './work.ts'

/** Everything that happened at Maple Corner Plumbing, in its order, each at its time and by the verb that does it. */
export async function writeHistory(world: World, past: Past): Promise<void> {
  const happenings = [
    ...Object.values(MEMBERS).map(memberJoined),
    ...[...CONTACTS.values()].map(contactMade),
    ...INVOICES.flatMap(lifeOf),
    ...WORK.flatMap(lifeOfWork),
    ...QUOTES.flatMap(lifeOfQuote),
    ...EXPENSES.flatMap(lifeOfExpense),
  ]
  for (const { at, run } of happenings.sort(byTime)) {
    await past.moveTo(at)
    await run(world)
  }
}

function lifeOfWork({ n, made, by, to, contact, title, due, more, moves, notes }: DemoWork): Happening[] {
  const id = workItemId(n)
  const create = ({ as, today }: World) => {
    const input = {
      ...more,
      title,
      contact_id: contact && contactOf(contact).id,
      assigned_to: to?.id ?? null,
      due_at: due && dueAt(addDays(today, due[0]), due[1]),
      override_warnings: true,
    }
    return createWorkItem(as(by), CreateWorkItem.parse(input), id)
  }
  return [
    { at: made, run: create },
    ...moves.map((move) => ({
      at: move.at,
      run: ({ as }: World) => updateWorkItem(as(move.by), id, UpdateWorkItem.parse({ status: move.to })),
    })),
    ...notes.map((note) => ({ at: note.at, run: ({ as }: World) => addNote(as(note.by), id, { text: note.text }) })),
  ]
}

const dueAt = (day: string, time: string | undefined) => {
  const [hours = 0, minutes = 0] = (time ?? '').split(':').map(Number)
  return time === undefined ? day : instantIn(BUSINESS.timezone, day, hours * 60 + minutes).toISOString()
}

const byTime = (a: Happening, b: Happening) => a.at[0] - b.at[0] || a.at[1].localeCompare(b.at[1])

const memberJoined = (member: Person): Happening => ({
  at: [-member.joined, '08:45'],
  run: (world) => joinTeam(world, member),
})

const contactMade = ({ id, input, by, since }: DemoContact): Happening => ({
  at: [-since, '08:10'],
  run: ({ as }) => createContact(as(by), CreateContact.parse(input), id),
})

function lifeOf(invoice: DemoInvoice): Happening[] {
  const links = new KeptLinks()
  const happenings: Happening[] = [{ at: invoice.made, run: (world) => draft(world, invoice) }]
  if (invoice.sentAfter !== null) {
    happenings.push({ at: later(invoice.made, invoice.sentAfter), run: (world) => send(world, invoice, links) })
  }
  for (const at of invoice.seen) {
    happenings.push({ at, run: ({ system }) => viewDocument(system, 'invoice', links.kept.hash, true) })
  }
  for (const payment of invoice.paid) {
    happenings.push({ at: payment.at, run: (world) => pay(world, invoice, payment, links.kept) })
  }
  const { void: voided } = invoice
  if (voided) happenings.push({ at: voided, run: ({ as }) => voidInvoice(as(OWNER), invoiceId(invoice.number)) })
  return happenings
}

function draft({ as, hst, today }: World, { number, contact, by, due, lines, ...invoice }: DemoInvoice) {
  const input = {
    contact_id: contactOf(contact).id,
    reference: invoice.reference,
    notes: invoice.notes,
    discount: invoice.discount,
    line_items: lines.map((line) => ({ ...line, tax_rate_id: hst })),
    ...(due === undefined ? {} : { due_date: addDays(today, due) }),
  }
  return createInvoice(as(by), CreateInvoice.parse(input), invoiceId(number))
}

const noLetter = () => ({ subject: '', text: '', html: '' })

/** The mail itself went out long ago. */
function send({ as }: World, { number, by }: DemoInvoice, links: PortalLinks) {
  const ports = {
    mailer: { send: async () => ({ outcome: 'accepted' as const, id: null }) },
    letters: { invoice: noLetter, quote: noLetter, credit_note: noLetter, values: () => ({}) },
    links,
    payments: { newAccountsCharge: true },
  }
  return sendInvoice(as(by), ports, invoiceId(number), { channel: 'EMAIL', hold_seconds: 0 })
}

function pay(world: World, { number }: DemoInvoice, { amount, by, label }: DemoPayment, link: PortalLink) {
  if (by !== 'card') {
    const input = { invoice_id: invoiceId(number), provider: by, amount, method_label: label }
    return createPayment(world.as(OWNER), CreatePayment.parse(input))
  }
  const { db } = world.transaction
  const trace = () => ({ requestId: `req_demo_${newId()}` })
  return payByCard({
    system: world.system,
    customer: TenantDb.open(db, { kind: 'portal', tokenHash: link.hash }, trace()),
    jobOf: ({ key, lease }) => TenantDb.open(db, { kind: 'job', tenantId: TENANT_ID, key, lease }, trace()),
    link,
    account: world.account,
    number,
    label: label ?? '',
  })
}
