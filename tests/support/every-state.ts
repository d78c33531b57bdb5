import { CreateCreditNote } from '../../core/contract/credit-notes.ts'
import { CreatePayment } from '../../core/contract/payments.ts'
import { CreateRecurringInvoice } from '../../core/contract/recurring-invoices.ts'
import { newId } from '../../core/db/ids.ts'
import type { AnyMachine } from '../../core/domain/kernel/machine.ts'
import { MACHINES } from '../../core/domain/machines.ts'
import { mergeContact } from '../../core/services/contacts/merge.ts'
import { createCreditNote } from '../../core/services/credit-notes/create.ts'
import { markCreditNoteSent } from '../../core/services/credit-notes/links.ts'
import { voidInvoice } from '../../core/services/invoices/void.ts'
import { writeOffInvoice } from '../../core/services/invoices/write-off.ts'
import { createPayment } from '../../core/services/payments/create.ts'
import { reversePayment } from '../../core/services/payments/reverse.ts'
import { createRecurringInvoice } from '../../core/services/recurring/create.ts'
import type { ReadArchive } from './archives.ts'
import type { TestBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'
import { sha256Of } from './fake-files.ts'
import { openCheckout, type StripeWorld } from './stripe-world.ts'

/** Machines whose objects are of one place, and in no archive. */
const OF_HERE = ['ai_drafts', 'contact_imports', 'invitations', 'exports', 'imports']

/** Gives a business something of everything, in every state that it can be in. Money by its verbs, the rest by rows. */
export async function fillEverything(database: TestDatabase, world: StripeWorld, ours: TestBusiness): Promise<void> {
  const put = inserter(database, ours.tenantId)
  const owner = () => ours.as('OWNER')
  await settings(database, ours, put)
  const gone = await ours.contact({ display_name: 'Maria S.', email: 'maria.s@silva.example' })
  const contact = await ours.contact({ display_name: 'Maria Silva', phone: '+14165550100' })
  await ours.draft({ contact_id: gone.id })
  await mergeContact(owner(), contact.id, { other_id: gone.id, take: [] })
  await put('contacts', [
    { type: 'LEAD', display_name: 'Old', status: 'ARCHIVED', tags: '{a,b}' },
    { type: 'LEAD', display_name: 'Erased person', status: 'ERASED' },
  ])
  await put('consents', [{ contact_id: contact.id, channel: 'EMAIL', state: 'WITHDRAWN', source: 'MEMBER' }])
  await inbox(put, contact.id)
  await money(database, world, ours, contact.id)
  await rest(database, world, ours, put, contact.id)
}

type Put = ReturnType<typeof inserter>

/** Rows of a table with defaults for what they do not say; answers their ids. */
function inserter(database: TestDatabase, tenantId: string) {
  return async (table: string, rows: Record<string, unknown>[], idless = false): Promise<string[]> => {
    const ids: string[] = []
    for (const given of rows) {
      const row = {
        tenant_id: tenantId,
        ...(idless ? {} : { id: newId() }),
        ...(AUTHORED.has(table) ? { created_by: 'x' } : {}),
        ...given,
      }
      const names = Object.keys(row)
      await database.admin(
        `insert into ${table} (${names.join()}) values (${names.map((_, at) => `$${at + 1}`).join()})`,
        Object.values(row).map((value) =>
          typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
        ),
      )
      ids.push(String((row as { id?: string }).id))
    }
    return ids
  }
}
const AUTHORED = new Set([
  'contacts',
  'consents',
  'conversations',
  'messages',
  'work_items',
  'work_item_notes',
  'expenses',
  'files',
  'templates',
  'items',
  'tax_rates',
  'outbound',
  'reminders',
  'quotes',
  'refund_requests',
])

async function settings(database: TestDatabase, ours: TestBusiness, put: Put): Promise<void> {
  const parts = [{ name: 'GST', percent: '5', compound: false }]
  const [rate] = await put('tax_rates', [
    { name: 'HST', percent_e4: 130000, is_default: true, parts },
    { name: 'Old', percent_e4: 70000, status: 'ARCHIVED' },
  ])
  await put('items', [
    { name: 'Repair', rate_e6: 80_123456, tax_rate_id: rate, unit: 'h' },
    { name: 'Old', rate_e6: 1, status: 'ARCHIVED' },
  ])
  const [template] = await put('templates', [
    { type: 'MESSAGE', name: 'Hello', content: 'Hello {{contact.name}}', is_default: true },
  ])
  await database.admin(`insert into app.tenant_profile_overrides (tenant_id, overrides_json) values ($1, $2)`, [
    ours.tenantId,
    { labels: { work_item: 'Job' }, templates: { message_payment_link_template_id: template } },
  ])
}

async function inbox(put: Put, contact_id: string): Promise<void> {
  const at = '2026-07-01T10:00:00Z'
  const base = {
    contact_id,
    from_address: 'maria@silva.example',
    subject: 'Boiler',
    last_message_at: at,
    last_direction: 'INBOUND',
    reply_to: 'maria@silva.example',
  }
  const ids = await put('conversations', [
    { ...base, status: 'OPEN', thread_key: 'a'.repeat(64) },
    { ...base, status: 'CLOSED' },
    { ...base, status: 'SNOOZED', snoozed_until: '2031-01-01T00:00:00Z' },
  ])
  for (const conversation_id of ids)
    await put('messages', [
      {
        conversation_id,
        direction: 'INBOUND',
        kind: 'MESSAGE',
        from_address: base.from_address,
        subject: 'Boiler',
        new_text: 'It is cold. =1+1',
        received_at: at,
        message_id: `<${newId()}@x>`,
      },
    ])
  const work = ['NEW', 'IN_PROGRESS', 'NEEDS_APPROVAL', 'WAITING', 'DONE', 'CANCELED']
  const items = await put(
    'work_items',
    work.map((status, n) => ({
      type: 'JOB',
      title: `Work ${n}`,
      status,
      contact_id,
      conversation_id: ids[0],
      closed_at: n > 3 ? at : null,
      archived_at: n > 4 ? at : null,
      checklist: [{ id: newId(), text: 'Look', done: false }],
      due_on: '2026-08-01',
    })),
  )
  await put('work_item_notes', [{ work_item_id: items[0], body: 'Call her' }])
}

async function money(
  database: TestDatabase,
  world: StripeWorld,
  ours: TestBusiness,
  contact_id: string,
): Promise<void> {
  const owner = () => ours.as('OWNER')
  const sent = () => ours.sentInvoice({ contact_id })
  const pay = (invoice_id: string, amount: string) =>
    createPayment(owner(), CreatePayment.parse({ invoice_id, amount }))
  await ours.draft({ contact_id })
  await pay((await sent()).id, '150.00')
  const reversed = await sent()
  await reversePayment(owner(), (await pay(reversed.id, '40.00')).id, 'A mistake')
  await voidInvoice(owner(), (await sent()).id)
  await writeOffInvoice(owner(), (await sent()).id, { reason: 'Gone' } as never)
  const credited = await sent()
  const note = await createCreditNote(owner(), credited.id, CreateCreditNote.parse({}))
  await markCreditNoteSent(owner(), note.id)
  await createCreditNote(owner(), (await sent()).id, CreateCreditNote.parse({ amount: '10.00' }))
  const online = await sent()
  const checkout = await openCheckout(world, database, ours, online.id)
  await world.deliver(checkout.completed())
  await world.deliver(
    checkout.refundedBy([
      ['a', 4000],
      ['b', 1000, 'PENDING'],
      ['c', 500, 'FAILED'],
    ]),
  )
  await world.deliver(checkout.disputed('NEEDS_RESPONSE', { amount: 1000 }))
  const [paid] = await database.admin<{ id: string }>(
    `select id from payments where tenant_id = $1 and invoice_id = $2 and kind = 'PAYMENT'`,
    [ours.tenantId, online.id],
  )
  const put = inserter(database, ours.tenantId)
  await put(
    'refund_requests',
    ['OPEN', 'MADE', 'REFUSED', 'LOST'].map((status, n) => ({
      payment_id: paid!.id,
      amount: n + 1,
      reason: 'Broken',
      status,
    })),
  )
}

async function rest(
  database: TestDatabase,
  world: StripeWorld,
  ours: TestBusiness,
  put: Put,
  contact_id: string,
): Promise<void> {
  const at = '2026-07-01T10:00:00Z'
  const of = (status: string) =>
    database.admin<{ id: string }>(`select id from invoices where tenant_id = $1 and status = $2 order by id`, [
      ours.tenantId,
      status,
    ])
  const [draft] = await of('DRAFT')
  const [sent, other] = await of('SENT')
  const dates = {
    issue_date: '2026-07-01',
    expiry_date: '2026-08-01',
    currency: 'CAD',
    subtotal: 100,
    discount_total: 0,
    charge_total: 0,
    tax_total: 0,
    total: 100,
  }
  const quotes = await put(
    'quotes',
    ['DRAFT', 'SENT', 'APPROVED', 'REJECTED', 'CONVERTED'].map((status, n) => ({
      ...dates,
      contact_id,
      status,
      quote_number: n ? `QUO-${n}` : null,
      accepted: n === 2 || n === 4 ? { lines: [] } : null,
      converted_invoice_id: n === 4 ? draft!.id : null,
      snapshot: n ? { contact: { id: contact_id, display_name: 'Maria' } } : null,
    })),
  )
  await database.admin(`update invoices set quote_id = $2 where id = $1`, [draft!.id, quotes[4]])
  await put(
    'quote_lines',
    quotes.map((quote_id) => ({
      quote_id,
      position: 0,
      name: 'Boiler',
      qty_e6: 1_000_000,
      rate_e6: 1_000_000,
      amount: 100,
      net: 100,
      optional: false,
      qty_editable: false,
    })),
  )
  const bytes = new TextEncoder().encode('%PDF-1.7 a receipt')
  const key = `tenant/${ours.tenantId}/receipt`
  world.files.kept.set(key, bytes)
  const file = { file_name: 'receipt.pdf', mime_type: 'application/pdf', size_bytes: bytes.length, object_key: key }
  const [expense] = await put('expenses', [
    { status: 'DRAFT', source: 'UPLOAD', currency: 'CAD', listed_on: '2026-07-01' },
    {
      status: 'SUBMITTED',
      source: 'MANUAL',
      currency: 'CAD',
      listed_on: '2026-07-01',
      expense_date: '2026-07-01',
      amount: 1299,
      vendor_contact_id: contact_id,
    },
    {
      status: 'APPROVED',
      source: 'MANUAL',
      currency: 'CAD',
      listed_on: '2026-07-01',
      expense_date: '2026-07-01',
      amount: 5,
      decided_at: at,
    },
    {
      status: 'REJECTED',
      source: 'MANUAL',
      currency: 'CAD',
      listed_on: '2026-07-01',
      decided_at: at,
      rejected_reason: 'No',
    },
  ])
  const [stored] = await put('files', [
    { ...file, status: 'STORED', sha256: sha256Of(bytes), expense_id: expense },
    { ...file, status: 'PENDING', object_key: `${key}-2`, contact_id },
    { ...file, status: 'STORED', sha256: sha256Of(bytes), deleted_at: at },
  ])
  await database.admin(`update expenses set receipt_file_id = $2 where id = $1`, [expense, stored])
  const paper = new TextEncoder().encode('%PDF-1.7 as it was sent')
  const sha256 = sha256Of(paper)
  world.files.kept.set(`tenant/${ours.tenantId}/papers/${sha256}`, paper)
  await put('papers', [{ kind: 'invoice', id: sent!.id, finalised_at: at, sha256, size_bytes: paper.length }])
  await put('document_views', [{ kind: 'invoice', id: sent!.id, count: 3, first_at: at, last_at: at }])
  const [message] = await database.admin<{ id: string }>(`select id from messages where tenant_id = $1 limit 1`, [
    ours.tenantId,
  ])
  world.files.kept.set('letter.html', new TextEncoder().encode('<p>It is cold</p>'))
  await database.admin(`update messages set html_key = 'letter.html' where id = $1`, [message!.id])
  const delivery = MACHINES.outbound.states
  await put(
    'outbound',
    delivery.map((status, attempt) => ({
      kind: 'invoice',
      object_id: sent!.id,
      channel: 'EMAIL',
      key: `invoice.send:${sent!.id}:${attempt}`,
      attempt,
      status,
      to_address: 'maria@silva.example',
      copies: 0,
    })),
  )
  await put('reminders', [
    {
      invoice_id: sent!.id,
      stage: 'REMINDER_1',
      channel: 'EMAIL',
      due_date: '2026-07-01',
      day: '2026-07-04',
      decided_on: '2026-07-04',
      state: 'SENT',
      sent_at: at,
      manual: false,
    },
    {
      invoice_id: sent!.id,
      stage: 'REMINDER_2',
      channel: 'EMAIL',
      due_date: '2026-07-01',
      day: '2026-07-08',
      decided_on: '2026-07-08',
      state: 'PLANNED',
      manual: false,
    },
    {
      invoice_id: other!.id,
      stage: 'FINAL',
      channel: 'EMAIL',
      due_date: '2026-07-01',
      day: '2026-07-15',
      decided_on: '2026-07-15',
      state: 'SKIPPED',
      reason: 'PAID',
      manual: false,
    },
  ])
  for (const status of ['ACTIVE', 'PAUSED', 'ENDED']) {
    const input = CreateRecurringInvoice.parse({
      contact_id,
      line_items: [{ name: 'Watch', qty: '1', rate: '8.00' }],
      starts_on: '2031-01-01',
      every_unit: 'MONTH',
    })
    const { id } = await createRecurringInvoice(ours.as('OWNER'), input)
    await database.admin(`update recurring_invoices set status = $2 where id = $1`, [id, status])
    if (status === 'ACTIVE')
      await put('recurring_periods', [{ recurring_id: id, period: 1, day: '2026-07-01', invoice_id: sent!.id }], true)
  }
}

/** Entities without a row, and states of machines that no row is in. */
export function notIn(archive: ReadArchive): string[] {
  const empty = archive.manifest.members
    .filter(({ name, rows }) => name.startsWith('data/') && rows === 0)
    .map(({ name }) => name)
  const machines = Object.entries(MACHINES as Record<string, AnyMachine>).filter(([table]) => !OF_HERE.includes(table))
  const states = machines.flatMap(([table, { states }]) => {
    const there = new Set(archive.rows(table).map(({ status }) => status))
    return states.filter((state) => !there.has(state)).map((state) => `${table} ${state}`)
  })
  return [...empty, ...states]
}
