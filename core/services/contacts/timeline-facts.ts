import { type SQL, sql } from 'drizzle-orm'
import type { TimelineKind } from '../../contract/contacts.ts'
import { can } from '../../domain/actions.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'

/** What of a contact's timeline is asked for: the moments between which, and how many. */
export interface Span {
  id: string
  from: string | undefined
  to: string | undefined
  /** The newest moment that is not on an earlier page. */
  until: string | null
  limit: number
}

const SEES_PAYMENTS = ACTING_ROLES.filter((role) => can(role, 'payments.read') !== '-')
const own = (id: string, alias: string, column = 'contact_id') =>
  sql`${sql.raw(alias)}.tenant_id = app.tenant() and ${sql.raw(`${alias}.${column}`)} = ${id}::uuid`
const fact = (type: string, id: SQL, at: SQL, of: SQL, event = '') =>
  sql`select ${type}::text as type, ${id}::text as id, ${at} as at, ${`${type}:`}::text || ${id}::text || ${event}::text as key, ${of} as fact`

const quoteFact = sql`jsonb_build_object('number', q.quote_number, 'currency', q.currency, 'amount', q.total::text)`
const quoteSettled = (event: SQL) =>
  sql`jsonb_build_object('event', ${event}, 'number', q.quote_number, 'currency', q.currency, 'amount', coalesce((q.accepted->>'total'), q.total::text))`

/** What happened, by kind: each a select of type, id, at, key and what its words are made of. */
const FACTS: Record<TimelineKind, (span: Span) => SQL[]> = {
  conversation: ({ id }) => [
    sql`${fact('conversation', sql`c.id`, sql`c.last_message_at`, sql`jsonb_build_object('subject', c.subject, 'channel', c.channel)`)}
      from conversations c where ${own(id, 'c')} and c.deleted_at is null`,
  ],
  work_item: ({ id }) => [
    sql`${fact('work_item', sql`w.id`, sql`w.created_at`, sql`jsonb_build_object('title', w.title)`)}
      from work_items w where ${own(id, 'w')} and w.deleted_at is null`,
  ],
  quote: ({ id }) => [
    sql`${fact('quote', sql`q.id`, sql`coalesce(q.sent_at, q.created_at)`, sql`${quoteFact} || jsonb_build_object('event', case when q.sent_at is null then 'draft' else 'sent' end)`)}
      from quotes q where ${own(id, 'q')} and q.deleted_at is null`,
    sql`${fact('quote', sql`q.id`, sql`q.decided_at`, quoteSettled(sql`lower(q.decision->>'outcome')`), ':decided')}
      from quotes q where ${own(id, 'q')} and q.deleted_at is null and q.decided_at is not null`,
    sql`${fact('quote', sql`q.id`, sql`i.created_at`, quoteSettled(sql`'converted'`), ':converted')}
      from quotes q join invoices i on i.tenant_id = q.tenant_id and i.id = q.converted_invoice_id where ${own(id, 'q')} and q.deleted_at is null`,
  ],
  invoice: ({ id }) => [
    sql`${fact('invoice', sql`i.id`, sql`coalesce(i.sent_at, i.created_at)`, sql`jsonb_build_object('number', i.invoice_number, 'currency', i.currency, 'amount', i.total::text)`)}
      from invoices i where ${own(id, 'i')} and i.deleted_at is null`,
  ],
  payment: ({ id }) => [
    sql`${fact('payment', sql`p.id`, sql`p.paid_at`, sql`jsonb_build_object('event', p.kind, 'currency', p.currency, 'amount', (p.amount + case when p.amount = 0 then p.applied else 0 end)::text)`)}
      from invoices i join payments p on p.tenant_id = i.tenant_id and p.invoice_id = i.id
      where ${own(id, 'i')} and i.deleted_at is null and app.role() = any (${sql.param(SEES_PAYMENTS)}::text[])`,
    // Advances, and what went back of them.
    sql`${fact('payment', sql`p.id`, sql`p.paid_at`, sql`jsonb_build_object('event', p.kind, 'currency', p.currency, 'amount', p.amount::text)`)}
      from unapplied_money u join payments p on p.tenant_id = u.tenant_id and p.invoice_id is null and (p.id = u.payment_id or p.reverses_id = u.payment_id)
      where ${own(id, 'u')} and u.payment_id is not null and app.role() = any (${sql.param(SEES_PAYMENTS)}::text[])`,
  ],
  expense: ({ id }) => [
    sql`${fact('expense', sql`e.id`, sql`coalesce(e.submitted_at, e.created_at)`, sql`jsonb_build_object('event', e.status, 'currency', e.currency, 'amount', e.amount::text)`)}
      from expenses e where ${own(id, 'e', 'vendor_contact_id')} and e.deleted_at is null`,
  ],
  file: ({ id }) => [
    sql`${fact('file', sql`f.id`, sql`f.created_at`, sql`jsonb_build_object('title', f.file_name)`)}
      from files f where ${own(id, 'f')} and f.deleted_at is null`,
  ],
  consent: ({ id }) => [
    sql`${fact('consent', sql`k.id`, sql`k.created_at`, sql`jsonb_build_object('event', k.state, 'channel', k.channel, 'source', k.source, 'actor', app.actor_name(k.created_by))`)}
      from consents k where ${own(id, 'k')}`,
  ],
  // What has a kind of its own is not told twice.
  audit: ({ id, until, limit }) => [
    sql`${fact('audit', sql`a.id`, sql`a.at`, sql`jsonb_build_object('event', a.action, 'actor', a.actor)`)}
      from app.contact_history(${id}::uuid, ${until}::timestamptz, ${limit}) a`,
  ],
}

/** What happened with a contact of some kinds, newest first; `place`: after it. */
export function selectTimeline(kinds: readonly TimelineKind[], span: Span, place: readonly string[] | null): SQL {
  const { from, to, limit } = span
  const zone = sql`(app.business()->>'timezone')`
  const began = from ? sql`and t.at >= (${from}::date::timestamp at time zone ${zone})` : sql``
  const ended = to ? sql`and t.at < ((${to}::date + 1)::timestamp at time zone ${zone})` : sql``
  const after = place ? sql`and (t.at, t.key) < (${place[0]}::timestamptz, ${place[1]}::text)` : sql``
  const facts = kinds.flatMap((kind) => FACTS[kind](span))
  return sql`select t.type, t.id, t.at, t.key, t.fact from (${sql.join(facts, sql` union all `)}) t
    where true ${began} ${ended} ${after} order by t.at desc, t.key desc limit ${limit}`
}
