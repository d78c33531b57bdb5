import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AiDraft } from '../../../core/contract/ai-drafts.ts'
import type { Me, SignedIn } from '../../../core/contract/auth.ts'
import { Business } from '../../../core/contract/business.ts'
import type { Closing } from '../../../core/contract/closing.ts'
import type { Consent, Contact } from '../../../core/contract/contacts.ts'
import type { Conversation, Message } from '../../../core/contract/conversations.ts'
import type { CreditNote } from '../../../core/contract/credit-notes.ts'
import type { Expense } from '../../../core/contract/expenses.ts'
import type { File as StoredFile } from '../../../core/contract/files.ts'
import { type Invoice, InvoiceSummary } from '../../../core/contract/invoices.ts'
import type { Item } from '../../../core/contract/items.ts'
import type { Notice, NoticeSettings } from '../../../core/contract/notices.ts'
import type { Quote } from '../../../core/contract/quotes.ts'
import type { Template } from '../../../core/contract/templates.ts'
import type { WorkItem, WorkItemEvent } from '../../../core/contract/work-items.ts'
import type { MemberRole } from '../../../core/domain/permissions.ts'
import type { Overrides } from '../../../core/domain/profiles/profile.ts'
import { driftOf } from './declared-answers.ts'
import * as maple from './maple.ts'
import * as inbox from './maple-inbox.ts'
import { quoteOf, quoteSummaries } from './maple-quotes.ts'
import * as work from './maple-work.ts'
import { aiDraftsAnswer, newDrafts, parsedMessage } from './mock-ai-drafts.ts'
import { aiTasksAnswer } from './mock-ai-tasks.ts'
import { aiUsageAnswer } from './mock-ai-usage.ts'
import { archiveAnswer } from './mock-archive.ts'
import { auditAnswer } from './mock-audit.ts'
import { contactImportsAnswer } from './mock-contact-imports.ts'
import { contactsAnswer } from './mock-contacts.ts'
import { conversationsAnswer, mailboxesAnswer, messagesAnswer } from './mock-conversations.ts'
import { creditNoteDraft, creditNotesAnswer, newCreditNotes } from './mock-credit-notes.ts'
import { expensesAnswer, newExpenses } from './mock-expenses.ts'
import { extractionAnswer } from './mock-extraction.ts'
import { filesAnswer } from './mock-files.ts'
import { itemsAnswer } from './mock-items.ts'
import { newNotices, noticesAnswer } from './mock-notices.ts'
import { newSteps, onboardingAnswer, type Steps } from './mock-onboarding.ts'
import { listedPayments, totalsAnswer } from './mock-payments.ts'
import { offAnswer, permissionsOf, profileAnswer, profileOf } from './mock-profile.ts'
import { quotesAnswer } from './mock-quotes.ts'
import { recurringAnswer } from './mock-recurring.ts'
import { reminded, remindersAnswer } from './mock-reminders.ts'
import { reviewsAnswer } from './mock-reviews.ts'
import { statement } from './mock-statement.ts'
import { cannedReplies, templatesAnswer } from './mock-templates.ts'
import { event, workAnswer } from './mock-work.ts'

/** What a test may change: who is signed in, what fails, and what was asked. */
export interface World {
  role: MemberRole
  /** Of the platform, besides. */
  isReviewer: boolean
  closing: Closing | null
  businesses: Me['businesses']
  isSignedIn: boolean
  isEmpty: boolean
  contacts: Map<string, Contact>
  /** Who went into whom, the newest last. */
  merges: { kept: Contact; gone: Contact }[]
  consents: Consent[]
  profileId: string
  overrides: Overrides
  /** The moment at the server. */
  now: Date
  /** Answers by `METHOD path`, before anything else. */
  answers: Map<string, { status: number; body: unknown; afterMs?: number }>
  calls: { method: string; path: string; body: unknown; key: string | undefined; token: string | undefined }[]
  invoices: Map<string, Invoice>
  creditNotes: Map<string, CreditNote>
  quotes: Map<string, Quote>
  items: Map<string, Item>
  files: Map<string, StoredFile>
  conversations: Map<string, Conversation>
  templates: Template[]
  messages: Message[]
  expenses: Map<string, Expense>
  notices: Notice[]
  noticesMail: NoticeSettings['mail']
  steps: Steps
  aiDrafts: Map<string, AiDraft>
  workItems: Map<string, WorkItem>
  workEvents: (WorkItemEvent & { of: string })[]
  live: Set<ServerResponse>
  isLiveDown: boolean
  tokens: number
  /** Tokens that have expired. */
  spent: Set<string>
  /** Answers that the Worker would not give. */
  drifts: string[]
}

export function newWorld(): World {
  return {
    role: 'OWNER',
    isReviewer: false,
    closing: null,
    businesses: [],
    isSignedIn: true,
    isEmpty: false,
    contacts: new Map(maple.contacts.map((contact) => [contact.id, contact])),
    merges: [],
    consents: [],
    profileId: 'general',
    overrides: {},
    now: new Date('2026-11-20T16:50:00Z'),
    answers: new Map(),
    calls: [],
    creditNotes: newCreditNotes(),
    invoices: new Map(maple.summaries.map((summary) => [summary.id, maple.invoiceOf(summary)])),
    quotes: new Map(quoteSummaries.map((summary) => [summary.id, quoteOf(summary)])),
    files: new Map(),
    templates: cannedReplies.map((each) => ({ ...each })),
    conversations: new Map(inbox.conversations.map((each) => [each.id, each])),
    messages: [...inbox.messages],
    items: new Map(maple.priceList.map((item) => [item.id, item])),
    expenses: new Map(newExpenses().map((each) => [each.id, each])),
    notices: newNotices(),
    noticesMail: 'NEVER',
    steps: newSteps(),
    aiDrafts: new Map(newDrafts().map((each) => [each.id, each])),
    workItems: new Map(work.workItems.map((each) => [each.id, each])),
    workEvents: work.workItems.map(({ id }) => event(id, 'audit', 'work_item.create', null)),
    live: new Set(),
    isLiveDown: false,
    tokens: 0,
    spent: new Set(),
    drifts: [],
  }
}

export const refusal = (
  code: string,
  message: string,
  details: { field: string; message: string; code?: string }[] = [],
  latest?: unknown,
) => ({
  error: { code, message, details, ...(latest ? { latest } : {}) },
  meta: { request_id: 'req_7Hq2mZ' },
})

export type Reply = { status: number; body: unknown }
export const ok = (data: unknown, status = 200): Reply => ({
  status,
  body: { data, meta: { request_id: 'req_1', cursor: null } },
})
export const notFound: Reply = { status: 404, body: refusal('NOT_FOUND', 'Not found') }

export async function answerApi(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mock')
  const body = await bodyOf(request)
  const method = request.method ?? 'GET'
  world.calls.push({
    method,
    path: url.pathname + url.search,
    body,
    key: header(request, 'idempotency-key'),
    token: header(request, 'authorization'),
  })
  if (world.spent.has(header(request, 'authorization') ?? '')) return send(response, expired)
  if (url.pathname === '/v1/live' && method === 'GET')
    return world.isLiveDown ? send(response, unavailable) : openLive(world, response)
  const planned = world.answers.get(`${method} ${url.pathname}`)
  if (planned?.afterMs) await new Promise((resolve) => setTimeout(resolve, planned.afterMs))
  if (url.pathname.endsWith('/pdf') && !planned)
    return void response.writeHead(200, { 'Content-Type': 'application/pdf' }).end('%PDF-1.7 of a test')
  if (/^\/v1\/(invoices|credit-notes)\/[^/]+\/e-invoice$/.test(url.pathname) && !planned)
    return void response.writeHead(200, { 'Content-Type': 'application/xml' }).end('<?xml version="1.0"?><Invoice/>')
  const reply = planned && planned.status > 0 ? planned : route(world, method, url, body)
  const drift = driftOf(method, url.pathname, reply)
  if (drift) world.drifts.push(drift)
  send(response, reply)
}

const unavailable: Reply = { status: 503, body: refusal('UNAVAILABLE', 'Not now') }
const expired: Reply = { status: 401, body: refusal('UNAUTHORIZED', 'The token has expired') }
const send = (response: ServerResponse, reply: Reply) =>
  void response.writeHead(reply.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(reply.body))

const header = (request: IncomingMessage, name: string) => request.headers[name]?.toString()

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text ? JSON.parse(text) : undefined
}

function openLive(world: World, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': hello\n\n')
  world.live.add(response)
  response.on('close', () => world.live.delete(response))
}

export function tellChanged(world: World, kind: string, id: string): void {
  for (const stream of world.live) stream.write(`event: changed\ndata: ${JSON.stringify({ kind, id })}\n\n`)
}

/** Who is in a conversation now, by what he does there. */
export function tellPresent(world: World, conversation: string, states: Record<string, string>): void {
  const members = Object.entries(states).map(([id, state]) => ({ id, state }))
  for (const stream of world.live)
    stream.write(`event: present\ndata: ${JSON.stringify({ conversation, members })}\n\n`)
}

const theProfile = (world: World) => ({ profile_id: world.profileId, profile: profileOf(world) })

function route(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , resource = '', second = ''] = url.pathname.split('/')
  const list = (rows: unknown[]) => ok(world.isEmpty ? [] : rows)
  const off = offAnswer(world, resource.replaceAll('-', '_'))
  if (off) return off
  if (resource === 'profile') return profileAnswer(world, method, second, body)
  if (resource === 'auth') return auth(world, method, second)
  if (resource === 'files') return filesAnswer(world, method, url, body)
  if (resource === 'live') return ok(body)
  if (resource === 'conversations') return conversationsAnswer(world, method, url, body)
  if (url.pathname.endsWith('/ai/parse')) return parsedMessage(world, second, body)
  if (resource === 'ai-drafts') return aiDraftsAnswer(world, method, url, body)
  if (resource === 'ops') return reviewsAnswer(world, url)
  if (resource === 'ai-tasks') return aiTasksAnswer(world, url)
  if (resource === 'ai-usage') return aiUsageAnswer(world)
  if (resource === 'messages') return messagesAnswer(world, method, url, body)
  if (resource === 'credit-notes') return creditNotesAnswer(world, method, url, body)
  if (method === 'POST' && url.pathname.endsWith('/credit-notes')) return ok(creditNoteDraft, 201)
  if (resource === 'invoices' && url.pathname.endsWith('/revise'))
    return ok({ credit_note_id: creditNoteDraft.id, invoice_id: maple.summaries[0]!.id })
  if (resource === 'quotes') return quotesAnswer(world, method, url, body)
  if (resource === 'reminders') return remindersAnswer(world, method, url, body)
  if (resource === 'expenses') return expensesAnswer(world, method, url, body)
  if (resource === 'export' || resource === 'export-schedule' || resource === 'import')
    return archiveAnswer(world, method, url)
  if (resource === 'audit') return auditAnswer(world, method, url)
  if (resource === 'ai') return extractionAnswer(body)
  if (resource === 'events') return ok({ kept: (body as { events: unknown[] }).events.length })
  if (resource === 'notices') return noticesAnswer(world, method, url, body)
  if (resource === 'work-items') return workAnswer(world, method, url, body)
  if (resource === 'onboarding') return onboardingAnswer(world.steps, method, url, body)
  if (resource === 'contact-imports') return contactImportsAnswer(url)
  if (resource === 'recurring-invoices') return recurringAnswer(world, method, url)
  if (resource === 'templates') return templatesAnswer(world, method, url, body)
  if (resource === 'mailboxes') return mailboxesAnswer(world, method)
  if (resource === 'phone-numbers') return ok(inbox.phoneNumbers)
  switch (`${method} ${resource}`) {
    case 'GET business':
      return ok({ ...maple.business, ...theProfile(world), now: world.now.toISOString() })
    case 'PATCH business':
      world.profileId = (body as { profile_id?: string }).profile_id ?? world.profileId
      return ok(Business.strip().parse({ ...maple.business, ...(body as object), ...theProfile(world), version: 4 }))
    case 'GET tax-rates':
      return list([maple.hst])
    case 'GET stripe-account':
      return ok(maple.stripeAccount)
    case 'GET home':
      return ok(
        world.isEmpty
          ? {
              ...maple.home,
              unpaid: [],
              overdue: [],
              paid_today: [],
              drafts: 0,
              new_work_items: 0,
              next: [],
              last_payment_at: null,
              oldest_overdue_days: 0,
            }
          : maple.home,
      )
    case 'GET payments':
      return second === 'totals' ? totalsAnswer(world, url) : list(listedPayments(url))
    case 'POST payments':
      return second ? ok({ ...maple.payment, refund_pending: '250.00', refundable: '150.00' }) : ok(maple.cash, 201)
    case 'GET unapplied-money':
      return list([maple.unapplied])
    case 'POST unapplied-money':
      return ok({ ...maple.unapplied, amount: '0.00', allowed_actions: [] })
    case 'GET disputes':
      return list([])
    case 'GET team':
      return list(second === 'members' ? maple.members : [maple.invitation])
  }
  if (url.pathname.endsWith('/statement')) return ok(statement)
  if (url.pathname.endsWith('/record-advance'))
    return ok(
      { ...maple.payment, ...(body as object), invoice_id: null, contact_id: second, invoice_number: null },
      201,
    )
  if (url.pathname.endsWith('/send-statement')) return ok({ contact_id: second, to: 'somebody', sent: true })
  if (resource === 'contacts') return contactsAnswer(world, method, url, body)
  if (resource === 'items') return itemsAnswer(world, method, url, body)
  return resource === 'invoices' ? invoices(world, method, url, body) : notFound
}

function auth(world: World, method: string, verb: string): Reply {
  if (verb === 'refresh' && !world.isSignedIn) return { status: 401, body: refusal('UNAUTHORIZED', 'Sign in again') }
  if (verb === 'sessions') return ok([session(true), session(false)])
  if (verb === 'me') return ok(me(world))
  if (verb === 'logout') {
    world.isSignedIn = false
    return ok({ status: 'SIGNED_OUT' })
  }
  if (['login', 'verify', 'refresh', 'accept-invitation', 'businesses', 'sample'].includes(verb)) {
    world.isSignedIn = true
    return ok(signedIn(world), method === 'POST' && /businesses|sample/.test(verb) ? 201 : 200)
  }
  const started = STARTED[verb]
  return method === 'POST' && started ? ok(started, verb === 'signup' ? 201 : 200) : notFound
}

const STARTED: Record<string, object> = {
  signup: { status: 'VERIFICATION_SENT', email: '' },
  forgot: { status: 'RESET_SENT', email: '' },
  reset: { status: 'PASSWORD_CHANGED' },
  password: { status: 'PASSWORD_CHANGED' },
}

const signedIn = (world: World): SignedIn => ({
  jwt: `token-${++world.tokens}`,
  expires_in: 300,
  tenant_id: maple.business.id,
  workspace_id: null,
  user: {
    id: 'user_dana',
    email: 'dana@maplecorner.example',
    name: 'Dana Kowalski',
    role: world.role,
    business_name: maple.business.name,
  },
  closing: world.closing,
})

const me = (world: World) => ({
  user: { id: 'user_dana', email: 'dana@maplecorner.example', name: 'Dana Kowalski' },
  role: world.role,
  tenant_id: maple.business.id,
  workspace_id: null,
  business_name: maple.business.name,
  closing: world.closing,
  session_id: 's1',
  businesses: world.businesses,
  permissions: permissionsOf(world, world.role),
})

const session = (isCurrent: boolean) => ({
  id: isCurrent ? 's1' : 's2',
  user_agent: isCurrent
    ? 'Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0'
    : 'Mozilla/5.0 (iPhone; CPU iPhone OS 20_0) Safari/605',
  ip: '203.0.113.7',
  is_current: isCurrent,
  created_at: maple.business.id && '2026-11-20T10:00:00.000Z',
  last_seen_at: '2026-11-20T16:00:00.000Z',
  expires_at: '2026-12-20T16:00:00.000Z',
  allowed_actions: ['revoke'],
})

function invoices(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = '', verb = ''] = url.pathname.split('/')
  const given = (body ?? {}) as Partial<Invoice>
  if (!id && method === 'POST') return ok(store(world, { ...blank(), ...written(given), id: 'new-invoice' }), 201)
  if (!id) return ok(world.isEmpty ? [] : listed(world, url).map((each) => InvoiceSummary.strip().parse(each)))
  const invoice = world.invoices.get(id)
  if (!invoice) return notFound
  if (method === 'GET') return ok(verb === 'activity' ? maple.activities : invoice)
  if (method === 'PATCH') return ok(store(world, { ...invoice, ...written(given), version: invoice.version + 1 }))
  if (method === 'DELETE') return ok({ id })
  if (verb === 'send' || verb === 'send-again')
    return ok(
      store(world, { ...invoice, send_at: new Date(Date.now() + 10_000).toISOString(), version: invoice.version + 1 }),
      202,
    )
  const next = reminded(invoice, verb, given as { until?: string; date?: string })
  if (next) return ok(store(world, next))
  if (verb === 'cancel-send') return ok(store(world, { ...invoice, send_at: null, version: invoice.version + 1 }))
  if (verb === 'void') return ok(store(world, { ...invoice, status: 'VOID', amount_due: '0.00', allowed_actions: [] }))
  const sent = {
    ...invoice,
    status: 'SENT' as const,
    invoice_number: invoice.invoice_number ?? 'INV-1043',
    allowed_actions: ['create_payment_link', 'record_payment', 'void'],
  }
  return ok({ ...store(world, sent), payment_link_url: 'https://pay.maplecorner.example/portal/invoices/8Kq2token' })
}

const OWED = new Set(['SENT', 'PARTIALLY_PAID', 'OVERDUE'])

function listed(world: World, url: URL) {
  const status = url.searchParams.get('status')
  const q = (url.searchParams.get('q') ?? '').toLowerCase()
  const contact = url.searchParams.get('contact_id')
  const recurring = url.searchParams.get('recurring_invoice_id')
  const from = url.searchParams.get('due_from') ?? ''
  const to = url.searchParams.get('due_to') ?? '9'
  return [...world.invoices.values()].filter(
    (each) =>
      (!status || each.status === status || (status === 'UNPAID' && OWED.has(each.status))) &&
      (!contact || each.contact_id === contact) &&
      (!recurring || each.recurring_invoice_id === recurring) &&
      from <= each.due_date &&
      each.due_date <= to &&
      `${each.invoice_number} ${each.contact.display_name}`.toLowerCase().includes(q),
  )
}

const blank = (): Invoice => ({ ...maple.invoiceOf(maple.summaries[0]!), line_items: [], version: 1 })

function written({
  line_items,
  contact_id,
  if_match_version: _,
  ...rest
}: Partial<Invoice> & { if_match_version?: number }): Partial<Invoice> {
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
    ...(line_items
      ? {
          line_items: line_items.map((line, index) => ({
            ...line,
            deduction: line.deduction ?? null,
            id: `line-${index}`,
            tax_name: 'HST',
            tax_percent: '13',
            tax_parts: [],
            amount: '0.00',
            net: '0.00',
          })),
        }
      : {}),
  }
}

function store(world: World, invoice: Invoice): Invoice {
  world.invoices.set(invoice.id, invoice)
  return invoice
}
