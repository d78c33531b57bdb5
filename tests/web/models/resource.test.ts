import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { ACTIONS, type Told, toldOf } from '../../../core/domain/actions.ts'
import { meQuery } from '../../../web/models/account.ts'
import { aiDrafts } from '../../../web/models/ai-drafts.ts'
import { exportSchedule, exportsQuery, importsQuery } from '../../../web/models/archive.ts'
import { businessQuery, profile, stripeQuery } from '../../../web/models/business.ts'
import { contactImports, rowsOfImport } from '../../../web/models/contact-import/contact-imports.ts'
import { timelinePages } from '../../../web/models/contact-timeline.ts'
import { contacts } from '../../../web/models/contacts.ts'
import { conversations, messagesOf, senderQuery } from '../../../web/models/conversations.ts'
import { expenses, expenseTotals } from '../../../web/models/expenses.ts'
import { filesOf } from '../../../web/models/files.ts'
import { homeQuery } from '../../../web/models/home.ts'
import { invoices } from '../../../web/models/invoices.ts'
import { items, suggestionsQuery } from '../../../web/models/items.ts'
import { lastInvoiceQuery } from '../../../web/models/last-invoice.ts'
import { previewQuery } from '../../../web/models/mail-text.ts'
import { mailboxesQuery } from '../../../web/models/mailboxes.ts'
import { noticeSettings, notices } from '../../../web/models/notices.ts'
import { onboardingQuery } from '../../../web/models/onboarding.ts'
import { payments, paymentsOf, unappliedMoney } from '../../../web/models/payments.ts'
import { phoneNumbersQuery } from '../../../web/models/phone-numbers.ts'
import { profileQuery } from '../../../web/models/profile.ts'
import { changed, type Kind, queryClient } from '../../../web/models/queries.ts'
import { quoteKind } from '../../../web/models/quote-kind.ts'
import { quotes } from '../../../web/models/quotes.ts'
import { recurringInvoices } from '../../../web/models/recurring.ts'
import type { Pages } from '../../../web/models/resource.ts'
import { accessToken, sessionState } from '../../../web/models/session.ts'
import { taxRatesQuery } from '../../../web/models/tax-rates.ts'
import { invitations, invitationsQuery, members, membersQuery } from '../../../web/models/team.ts'
import { cannedReplies } from '../../../web/models/templates.ts'
import * as maple from '../support/maple.ts'
import * as inbox from '../support/maple-inbox.ts'
import { refusal } from '../support/mock-api.ts'

interface Call {
  method: string
  url: string
  body: unknown
}
let calls: Call[] = []
let answer: (call: Call) => Response

beforeEach(() => {
  accessToken.value = 'a token'
  sessionState.value = 'in'
  queryClient.clear()
  calls = []
  // What the rest of the app learns from.
  answer = ({ url }) => json({ data: url === '/v1/business' ? maple.business : [], meta: {} })
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const call = { method: init.method ?? 'GET', url, body: init.body ? JSON.parse(String(init.body)) : undefined }
    calls.push(call)
    return answer(call)
  })
})
afterEach(() => vi.unstubAllGlobals())

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const [jane] = maple.contacts
const [conversation] = inbox.conversations as [Conversation]
const invoice = maple.invoiceOf(maple.summaries[1]!)

interface Question {
  queryKey: readonly unknown[]
  queryFn: (asked: { signal: AbortSignal }) => Promise<unknown>
  meta: { shows: readonly Kind[] }
}

const firstPage = ({ ask, ...question }: Pages<unknown>): Question => ({
  ...question,
  queryFn: ({ signal }) => ask(null, signal),
})

/** Everything that the app asks for, by name. */
const QUESTIONS: Record<string, Question> = {
  home: homeQuery,
  me: meQuery,
  business: businessQuery,
  profile: profileQuery,
  onboarding: onboardingQuery,
  stripe: stripeQuery,
  contact: contacts.one(jane!.id),
  contacts: contacts.rows(),
  timeline: firstPage(timelinePages(jane!.id, { kind: '', from: '', to: '' })),
  invoice: invoices.one(invoice.id),
  invoices: invoices.rows(),
  activity: invoices.part(invoice.id, 'activity'),
  lastInvoice: lastInvoiceQuery(''),
  quote: quotes.one('q'),
  quotes: quotes.rows(),
  lastQuote: quoteKind.last(''),
  exports: exportsQuery,
  exportSchedule: exportSchedule.query,
  imports: importsQuery,
  suggestion: aiDrafts.one('d'),
  suggestionList: aiDrafts.rows(),
  recurring: recurringInvoices.one('r'),
  recurringList: recurringInvoices.rows(),
  payments: payments.rows(),
  paymentsOfInvoice: paymentsOf(invoice.id),
  unapplied: unappliedMoney.rows(),
  taxRates: taxRatesQuery,
  item: items.one(maple.priceList[0]!.id),
  items: items.rows(),
  suggestions: suggestionsQuery(''),
  files: filesOf({ linked_entity_type: 'CONTACT', linked_entity_id: jane!.id }),
  conversation: conversations.one(conversation.id),
  conversations: conversations.rows(),
  messages: firstPage(messagesOf(conversation.id)),
  sender: senderQuery(conversation.id),
  templates: cannedReplies,
  mailText: previewQuery({ type: 'INVOICE', channel: 'EMAIL' }),
  contactImport: contactImports.one('an import'),
  importRows: { ...rowsOfImport('an import', { state: 'WRONG' }), queryFn: () => Promise.resolve([]) },
  mailboxes: mailboxesQuery,
  notices: notices.rows(),
  noticeCount: noticeSettings.query,
  phoneNumbers: phoneNumbersQuery,
  members: membersQuery,
  invitations: invitationsQuery,
  expense: expenses.one('e'),
  expenses: expenses.rows(),
  expenseTotals: expenseTotals(''),
}

/** Which of them are stale after this. */
async function staleAfter(work: () => unknown): Promise<string[]> {
  queryClient.clear()
  for (const question of Object.values(QUESTIONS)) await queryClient.prefetchQuery({ ...question, staleTime: 1e9 })
  await work()
  return Object.entries(QUESTIONS).flatMap(([name, { queryKey }]) =>
    queryClient.getQueryState(queryKey)?.isInvalidated ? [name] : [],
  )
}

describe('what open pages are told', () => {
  it.each<[Told, string[]]>([
    [
      'contact',
      [
        'onboarding',
        'home',
        'expense',
        'expenses',
        'contact',
        'contactImport',
        'contacts',
        'timeline',
        'invoice',
        'invoices',
        'activity',
        'suggestion',
        'suggestionList',
        'recurring',
        'recurringList',
        'payments',
        'paymentsOfInvoice',
        'quote',
        'quotes',
        'conversation',
        'conversations',
        'sender',
        'mailText',
      ],
    ],
    [
      'invoice',
      [
        'onboarding',
        'home',
        'contact',
        'contacts',
        'timeline',
        'invoice',
        'invoices',
        'activity',
        'lastInvoice',
        'quote',
        'quotes',
        'suggestions',
        'payments',
        'paymentsOfInvoice',
        'unapplied',
        'notices',
        'noticeCount',
        'mailText',
      ],
    ],
    [
      'payment',
      [
        'home',
        'contact',
        'contacts',
        'timeline',
        'invoice',
        'invoices',
        'activity',
        'payments',
        'paymentsOfInvoice',
        'unapplied',
        'notices',
        'noticeCount',
      ],
    ],
    [
      'quote',
      [
        'onboarding',
        'home',
        'invoice',
        'invoices',
        'activity',
        'quote',
        'quotes',
        'lastQuote',
        'timeline',
        'notices',
        'noticeCount',
        'mailText',
      ],
    ],
    ['recurring_invoice', ['recurring', 'recurringList']],
    ['ai_draft', ['home', 'suggestion', 'suggestionList']],
    ['tax_rate', ['business', 'taxRates', 'item', 'items', 'suggestions']],
    ['item', ['item', 'items', 'suggestions']],
    ['file', ['timeline', 'expense', 'expenses', 'files']],
    ['expense', ['home', 'timeline', 'expense', 'expenses', 'expenseTotals', 'notices', 'noticeCount']],
    ['template', ['templates', 'mailText']],
    [
      'conversation',
      ['timeline', 'onboarding', 'conversation', 'conversations', 'messages', 'sender', 'notices', 'noticeCount'],
    ],
    ['contact_import', ['contactImport', 'importRows']],
    ['mailbox', ['mailboxes']],
    ['onboarding', ['home', 'onboarding']],
    ['phone_number', ['onboarding', 'phoneNumbers']],
    ['business', ['onboarding', 'home', 'me', 'business', 'profile', 'stripe', 'mailText']],
    ['stripe_account', ['onboarding', 'business', 'stripe']],
    ['member', ['me', 'members', 'invitations']],
    ['invitation', ['invitations']],
  ])('makes what shows a %s stale', async (kind, names) => {
    expect((await staleAfter(() => changed(kind))).toSorted()).toEqual(names.toSorted())
  })

  it('is never something that no page shows', () => {
    const shown = new Set(Object.values(QUESTIONS).flatMap(({ meta }) => [...meta.shows]))
    const told = new Set(ACTIONS.map(toldOf).filter((kind) => kind !== undefined))
    expect([...told].filter((kind) => !shown.has(kind))).toEqual([])
  })
})

describe('a deed', () => {
  it('shows its answer at once, and asks again for what it touches', async () => {
    answer = ({ method }) => json({ data: method === 'GET' ? [] : { ...invoice, status: 'VOID' }, meta: {} })
    const stale = await staleAfter(() => invoices.act(invoice.id, 'void', { if_match_version: 1 }))
    expect(stale).toEqual(expect.arrayContaining(['invoice', 'invoices', 'home', 'timeline']))
    expect(invoices.known(invoice.id)?.status).toBe('VOID')
    expect(calls.at(-1)).toEqual({
      method: 'POST',
      url: `/v1/invoices/${invoice.id}/void`,
      body: { if_match_version: 1 },
    })
  })

  it('keeps no minted link', async () => {
    answer = () => json({ data: { ...invoice, payment_link_url: 'https://pay.example/secret' }, meta: {} })
    const minted = await invoices.act(invoice.id, 'payment-link')
    expect(minted.payment_link_url).toBe('https://pay.example/secret')
    expect(invoices.known(invoice.id)?.payment_link_url).toBeNull()
  })

  it('names the version it saw, and takes over what someone else made of it', async () => {
    const theirs = { ...jane!, city: 'Ottawa', version: 2 }
    answer = () => json(refusal('CONFLICT', 'It changed', [], theirs), 409)
    await expect(contacts.update(jane!, { city: 'Toronto' })).rejects.toMatchObject({ status: 409 })
    expect(calls.at(-1)?.body).toEqual({ city: 'Toronto', if_match_version: 1 })
    expect(contacts.known(jane!.id)?.city).toBe('Ottawa')
  })

  it('goes by the name that its kind has', async () => {
    const [dana] = maple.members
    answer = () => json({ data: dana, meta: {} })
    await members.update(dana!, { role: 'ADMIN' })
    await members.remove('user/dana')
    await invitations.act(maple.invitation.id, 'resend')
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PATCH /v1/team/members/user_dana',
      'DELETE /v1/team/members/user%2Fdana',
      `POST /v1/team/invitations/${maple.invitation.id}/resend`,
    ])
  })

  it('changes the business as it was last seen', async () => {
    answer = () => json({ data: maple.business, meta: {} })
    await profile.update({ name: 'Maple' })
    await profile.update({ name: 'Maple Corner' })
    expect(calls.map(({ body }) => body)).toEqual([{ name: 'Maple' }, { name: 'Maple Corner', if_match_version: 3 }])
  })
})

it('asks for a list page by page, without the filters that are empty', async () => {
  answer = () => json({ data: [jane], meta: { cursor: 'next' } })
  const page = await contacts.pages({ q: 'jane & co', type: '' }).ask('c1', new AbortController().signal)
  expect([page.data.length, page.cursor]).toEqual([1, 'next'])
  expect(calls[0]?.url).toBe('/v1/contacts?q=jane+%26+co&cursor=c1')
})
