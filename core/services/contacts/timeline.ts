import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { TIMELINE_KINDS, TimelineItem, TimelineKind, type TimelineQuery } from '../../contract/contacts.ts'
import type { PaymentKind as PaymentKinds } from '../../contract/payments.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { columnsOf } from '../columns.ts'
import type { Cursors } from '../cursor.ts'
import { toInstant } from '../instants.ts'
import { type ListPage, readPage } from '../pages.ts'
import { settingsNow } from '../settings.ts'
import { selectTimeline } from './timeline-facts.ts'

const Fact = z.object({
  type: TimelineKind,
  id: z.string(),
  at: z.string(),
  key: z.string(),
  fact: z.record(z.string(), z.string().nullable()),
})
type Fact = z.infer<typeof Fact>
const facts = columnsOf(Fact, {})

/** What happened with a contact, newest first: of some kinds, between days where the business is. One trip. */
export async function listContactTimeline(
  tenant: TenantDb,
  cursors: Cursors,
  { id, limit, cursor, ...filters }: TimelineQuery & { id: string },
): Promise<ListPage<TimelineItem>> {
  const { kind, from, to } = filters
  checkId(id)
  const page = await readPage(tenant, cursors, {
    action: 'contacts.timeline',
    of: ['contact_timeline', id, filters],
    limit,
    cursor,
    columns: facts,
    rows: (place, rows) =>
      facts.of(selectTimeline(kind ?? TIMELINE_KINDS, { id, from, to, until: place?.[0] ?? null, limit: rows }, place)),
    within: sql`select from contacts where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null`,
    placeOf: ({ at, key }) => [at, key],
  })
  // In the word of the business for it; no trip while its settings are known.
  const hasWork = page.rows.some(({ type }) => type === 'work_item')
  const word = hasWork ? (await settingsNow(tenant, 'contacts.timeline')).profile.labels.work_item : ''
  return { ...page, rows: page.rows.map((row) => present(row, word)) }
}

function present({ type, id, at, fact }: Fact, workWord: string): TimelineItem {
  const { currency, amount } = fact
  const money = currency && amount ? { amount: formatMoney(BigInt(amount), currency), currency } : NO_MONEY
  return TimelineItem.parse({ type, id, title: TITLES[type](fact, workWord), ...money, at: toInstant(at) })
}

const NO_MONEY = { amount: null, currency: null }
type PaymentKind = z.infer<typeof PaymentKinds>
type Words = (fact: Fact['fact'], workWord: string) => string

const TITLES: Record<TimelineKind, Words> = {
  conversation: ({ subject, channel }) => subject || CHANNELS[channel ?? ''] || 'Conversation',
  work_item: ({ title }, workWord) => `${workWord}: ${title}`,
  quote: ({ event, number }) => (event === 'draft' ? 'Draft quote' : `Quote ${number ?? ''} ${QUOTED[event ?? '']}`),
  invoice: ({ number }) => (number ? `Invoice ${number}` : 'Draft invoice'),
  payment: ({ event, amount }) => MOVED[event as PaymentKind][BigInt(amount ?? 0) < 0n ? 0 : 1],
  expense: ({ event }) => `Expense, ${event?.toLowerCase()}`,
  file: ({ title }) => `File ${title}`,
  consent: ({ event, channel, source, actor }) =>
    `${channel === 'EMAIL' ? 'Email' : 'Texts'} ${event === 'GRANTED' ? 'agreed to' : 'withdrawn'}${SAID[source ?? '']?.(actor) ?? ''}`,
  audit: ({ event, actor }) => `${DONE[event ?? ''] ?? event} by ${actor}`,
}

const CHANNELS: Record<string, string> = { SMS: 'Text messages', WEB_PORTAL: 'Question from a page', EMAIL: 'Mail' }
const QUOTED: Record<string, string> = {
  sent: 'sent',
  approved: 'approved',
  rejected: 'rejected',
  converted: 'became an invoice',
}
const MOVED: Record<PaymentKind, [gone: string, came: string]> = {
  PAYMENT: ['Payment', 'Payment'],
  REFUND: ['Refund', 'Refund that failed'],
  DISPUTE: ['Dispute lost', 'Dispute won'],
  REVERSAL: ['Payment taken back', 'Payment put back'],
  APPLICATION: ['Credit that went back', 'Credit applied'],
}
const SAID: Record<string, (actor: string | null | undefined) => string> = {
  MEMBER: (actor) => `, written down by ${actor}`,
  TEXT: () => ', by text',
  COMPLAINT: () => ', a mail was called spam',
  MERGE: () => ', while it was one with another contact',
}
const DONE: Record<string, string> = {
  'contact.create': 'Created',
  'contact.update': 'Edited',
  'contact.import': 'Imported',
  'contact.merge': 'Another contact merged into this one',
  'contact.merged': 'Merged into another contact',
  'contact.unmerge': 'Merge taken back',
}
