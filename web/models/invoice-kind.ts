import type { Invoice } from '../../core/contract/invoices.ts'
import { patch, post } from '../api.ts'
import { type Draft, draftOf, toWire } from './document-draft.ts'
import type { EditorKind } from './document-kind.ts'
import { invoiceLinks } from './invoice-links.ts'
import { invoices } from './invoices.ts'
import { lastInvoiceQuery } from './last-invoice.ts'
import { queryClient } from './queries.ts'
import { usePayWords } from './use-pay-words.ts'

const wireOf = (draft: Draft) => ({ ...toWire(draft), due_date: draft.untilDate })

/** An invoice, for the editor and for sending. */
export const invoiceKind: EditorKind<Invoice> = {
  word: 'invoice',
  path: '/invoices',
  until: {
    field: 'due_date',
    label: 'Due',
    name: 'due date',
    of: (invoice) => invoice.due_date,
    usualDays: (business) => business.net_days,
    legend: 'Days to pay',
    shortcuts: [7, 14, 30],
    shortcut: (days) => (days === 0 ? 'Today' : `Net ${days}`),
  },
  preview: { to: 'Bill to', total: 'Amount due', until: 'Due' },
  template: 'INVOICE',
  linkFor: 'see and pay it',
  maySend: 'invoices.send',
  links: invoiceLinks,
  usePayWords,
  numberOf: (invoice) => invoice.invoice_number,
  draftOf: (invoice) => draftOf(invoice, invoice.due_date),
  words: (business) => ({ notes: business.invoice_notes ?? '', terms: business.invoice_terms ?? '' }),
  toWire: wireOf,
  save: async (draft, known) => (await written(draft, known)).data,
  load: (id) => queryClient.fetchQuery({ ...invoices.one(id), staleTime: 0 }),
  send: ({ id, version: if_match_version }, { again, ...words }, hold_seconds) =>
    invoices.act(id, again ? 'send-again' : 'send', { channel: 'EMAIL', ...words, hold_seconds, if_match_version }),
  lastSent: (invoice) => invoice.last_sent_at,
  cancelSend: (id) => invoices.act(id, 'cancel-send'),
  keep: (invoice) => invoices.keep(invoice),
  remove: (id) => invoices.remove(id),
  last: lastInvoiceQuery,
}

const written = (draft: Draft, known: Invoice | null) =>
  known
    ? patch('/v1/invoices/:id', { ...wireOf(draft), if_match_version: known.version }, { id: known.id })
    : post('/v1/invoices', wireOf(draft))
