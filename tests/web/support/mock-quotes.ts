import { type Quote, QuoteSummary } from '../../../core/contract/quotes.ts'
import { can } from '../../../core/domain/actions.ts'
import * as maple from './maple.ts'
import { accepted, activities, approved, quoteOf, quoteSummaries } from './maple-quotes.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

type Given = Partial<Quote> & { if_match_version?: number; note?: string; name?: string | null }

/** The quotes of the canned API. */
export function quotesAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = '', verb = ''] = url.pathname.split('/')
  const given = (body ?? {}) as Given
  if (!id && method === 'POST') return ok(store(world, { ...blank(), ...written(given), id: 'new-quote' }), 201)
  if (!id) return ok(world.isEmpty ? [] : listed(world, url))
  const quote = world.quotes.get(id)
  if (!quote) return notFound
  if (verb === 'activity') return ok(activities)
  if (method === 'GET') return ok(seen(world, quote))
  if (method === 'DELETE') return ok({ id })
  const next = { ...quote, version: quote.version + 1 }
  if (method === 'PATCH') return ok(store(world, { ...next, ...written(given) }))
  if (verb === 'send' || verb === 'send-again')
    return ok(store(world, { ...next, send_at: new Date(Date.now() + 10_000).toISOString() }), 202)
  if (verb === 'convert-to-invoice') return converted(world, next)
  const change = VERBS[verb]
  return change ? ok(minted(store(world, { ...next, ...change(quote, given) }), verb)) : notFound
}

const frozen = (quote: Quote) => ({
  status: 'SENT' as const,
  quote_number: quote.quote_number ?? 'Q-1006',
  link_active: true,
  allowed_actions: ['send_again', 'create_link', 'rotate_link', 'revoke_link', 'revise'],
})

const VERBS: Record<string, (quote: Quote, given: Given) => Partial<Quote>> = {
  'cancel-send': () => ({ send_at: null }),
  'mark-sent': frozen,
  link: frozen,
  'rotate-link': frozen,
  'revoke-link': () => ({ link_active: false }),
  approve: (_, { note = null, name = null }) => ({
    status: 'APPROVED',
    accepted,
    accepted_total: accepted?.total ?? null,
    decision: { ...byStaff, note, name },
    allowed_actions: ['convert_to_invoice'],
  }),
  reject: (_, { note = null }) => ({
    status: 'REJECTED',
    decision: { ...byStaff, outcome: 'REJECTED', note, name: null },
    allowed_actions: ['revise'],
  }),
  revise: () => ({ status: 'DRAFT', revision: 2, allowed_actions: ['update', 'send', 'mark_sent', 'create_link'] }),
}

/** What became of it is the draft that the canned invoices begin with. */
function converted(world: World, quote: Quote): Reply {
  const invoice_id = maple.summaries[0]!.id
  const created = quote.converted_invoice_id === null
  store(world, { ...quote, status: 'CONVERTED', converted_invoice_id: invoice_id, allowed_actions: [] })
  return ok({ invoice_id, created })
}

const byStaff = { ...approved, via: 'STAFF' as const, recorded_by: 'Dana Kowalski', ip_address: null, user_agent: null }

const minted = (quote: Quote, verb: string): Quote =>
  verb.endsWith('link') && verb !== 'revoke-link'
    ? { ...quote, link_url: 'https://pay.maplecorner.example/portal/quotes/8Kq2token' }
    : quote

/** As this role sees it. */
const seen = (world: World, quote: Quote): Quote => ({
  ...quote,
  allowed_actions: quote.allowed_actions.filter((verb) => can(world.role, `quotes.${verb}` as never) !== '-'),
})

function listed(world: World, url: URL) {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  return [...world.quotes.values()]
    .filter(
      (each) =>
        (!asked('status') || each.status === asked('status')) &&
        (!asked('contact_id') || each.contact_id === asked('contact_id')) &&
        `${each.quote_number} ${each.contact.display_name}`.toLowerCase().includes(asked('q').toLowerCase()),
    )
    .map((each) => QuoteSummary.strip().parse(seen(world, each)))
}

const blank = (): Quote => ({ ...quoteOf(quoteSummaries[0]!), line_items: [], deposit: null, version: 1 })

function written({ line_items, contact_id, if_match_version: _, ...rest }: Given): Partial<Quote> {
  const contact = maple.contacts.find((each) => each.id === contact_id)
  return {
    ...rest,
    ...(rest.discount ? { discount: { ...rest.discount, name: 'Discount', tax_rate_id: null } } : {}),
    ...(contact
      ? {
          contact_id: contact.id,
          contact: { id: contact.id, display_name: contact.display_name, email: contact.email },
        }
      : {}),
    ...(line_items ? { line_items: line_items.map(offered) } : {}),
  }
}

const offered = (line: Quote['line_items'][number], index: number) => ({
  ...line,
  id: `line-${index}`,
  tax_name: 'HST',
  tax_percent: '13',
  tax_parts: [],
  amount: '0.00',
  net: '0.00',
  optional: line.optional ?? false,
  qty_editable: line.qty_editable ?? false,
})

function store(world: World, quote: Quote): Quote {
  world.quotes.set(quote.id, quote)
  return quote
}
