import type { Quote } from '../../core/contract/quotes.ts'
import { get, patch, post } from '../api.ts'
import { type Draft, draftOf, readDeposit, toWire } from './document-draft.ts'
import type { EditorKind } from './document-kind.ts'
import { LOOKED_AT, lastOf } from './last-document.ts'
import { queryClient } from './queries.ts'
import { quoteLinks } from './quote-links.ts'
import { quotes } from './quotes.ts'

const wireOf = (draft: Draft) => ({ ...toWire(draft), expiry_date: draft.untilDate, deposit: readDeposit(draft) })

/** A quote, for the editor and for sending. */
export const quoteKind: EditorKind<Quote> = {
  word: 'quote',
  path: '/quotes',
  until: {
    field: 'expiry_date',
    label: 'Valid until',
    name: 'last day',
    of: (quote) => quote.expiry_date,
    usualDays: (business) => business.quote_valid_days,
    legend: 'Days it is valid',
    shortcuts: [14, 30],
    shortcut: (days) => (days === 0 ? 'Today only' : `Valid for ${days} days`),
  },
  preview: { to: 'Prepared for', total: 'Total', until: 'Good until' },
  template: 'QUOTE',
  linkFor: 'see and approve it',
  offers: true,
  maySend: 'quotes.send',
  links: quoteLinks,
  numberOf: (quote) => quote.quote_number,
  draftOf: (quote) => draftOf(quote, quote.expiry_date),
  words: (business) => ({ notes: business.quote_notes ?? '', terms: business.quote_terms ?? '' }),
  toWire: wireOf,
  save: async (draft, known) => (await written(draft, known)).data,
  load: (id) => queryClient.fetchQuery({ ...quotes.one(id), staleTime: 0 }),
  send: ({ id, version: if_match_version }, { again, ...words }, hold_seconds) =>
    quotes.act(id, again ? 'send-again' : 'send', { channel: 'EMAIL', ...words, hold_seconds, if_match_version }),
  lastSent: (quote) => quote.last_sent_at,
  cancelSend: (id) => quotes.act(id, 'cancel-send'),
  keep: (quote) => quotes.keep(quote),
  remove: (id) => quotes.remove(id),
  last: lastOf<Quote>('quote', {
    list: async (contact_id) => (await get('/v1/quotes', { query: { contact_id, limit: LOOKED_AT } })).data,
    one: async (id) => (await get('/v1/quotes/:id', { params: { id } })).data,
  }),
}

const written = (draft: Draft, known: Quote | null) =>
  known
    ? patch('/v1/quotes/:id', { ...wireOf(draft), if_match_version: known.version }, { id: known.id })
    : post('/v1/quotes', wireOf(draft))
