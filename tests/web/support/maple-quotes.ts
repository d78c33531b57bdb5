import type { Activity } from '../../../core/contract/documents.ts'
import type { Quote, QuoteDecision, QuoteSummary } from '../../../core/contract/quotes.ts'
import { contacts, hst } from './maple.ts'

// What Maple Corner Plumbing has offered by Friday, November 20, 2026.
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

type Row = [number: string | null, who: number, status: QuoteSummary['status'], until: string, accepted?: string]
const rows: Row[] = [
  [null, 0, 'DRAFT', '2026-12-20'],
  ['Q-1005', 1, 'SENT', '2026-11-22'],
  ['Q-1004', 2, 'SENT', '2026-12-10'],
  ['Q-1003', 4, 'APPROVED', '2026-12-01', '1898.40'],
  ['Q-1002', 7, 'REJECTED', '2026-12-05'],
  ['Q-1001', 9, 'EXPIRED', '2026-11-12'],
  ['Q-1000', 10, 'CONVERTED', '2026-11-15', '1672.40'],
]

const ACTIONS: Record<string, string[]> = {
  DRAFT: ['update', 'delete', 'send', 'mark_sent', 'create_link'],
  SENT: ['send_again', 'create_link', 'rotate_link', 'revoke_link', 'approve', 'reject', 'revise'],
  APPROVED: ['rotate_link', 'revoke_link', 'convert_to_invoice'],
  REJECTED: ['revoke_link', 'revise'],
  EXPIRED: ['rotate_link', 'revoke_link', 'revise'],
  CONVERTED: ['revoke_link'],
}

export const quoteSummaries: QuoteSummary[] = rows.map(([quote_number, who, status, expiry_date, accepted], index) => {
  const contact = contacts[who]!
  return {
    id: id(800 + index),
    status,
    quote_number,
    contact_id: contact.id,
    contact: { id: contact.id, display_name: contact.display_name, email: contact.email },
    reference: null,
    issue_date: '2026-11-10',
    expiry_date,
    currency: 'CAD',
    total: '1672.40',
    accepted_total: accepted ?? null,
    sent_at: status === 'DRAFT' ? null : '2026-11-10T15:02:00.000Z',
    send_at: null,
    version: 1,
    created_at: '2026-11-10T14:20:00.000Z',
    updated_at: '2026-11-19T19:05:00.000Z',
    allowed_actions: ACTIONS[status] ?? [],
  }
})

type Entry = [name: string, qty: string, rate: string, amount: string, optional: boolean, qty_editable: boolean]
const heater: Entry[] = [
  ['Water heater, 40 gal', '1', '1150', '1150.00', false, false],
  ['Labour, per hour', '3', '110', '330.00', false, false],
  ['Leak sensor', '2', '100', '200.00', true, true],
]

const line = (
  [name, qty, rate, amount, optional, qty_editable]: Entry,
  index: number,
): Quote['line_items'][number] => ({
  id: id(950 + index),
  item_id: null,
  name,
  description: null,
  qty,
  unit: null,
  rate,
  tax_rate_id: hst.id,
  tax_name: 'HST',
  tax_percent: '13',
  tax_parts: [],
  discount: null,
  amount,
  net: amount,
  optional,
  qty_editable,
})

export const approved: QuoteDecision = {
  outcome: 'APPROVED',
  via: 'PORTAL',
  at: '2026-11-19T18:40:00.000Z',
  name: 'Desmond Clarke',
  note: null,
  recorded_by: null,
  ip_address: '203.0.113.40',
  user_agent: 'Mozilla/5.0 (iPhone) Safari/605',
  shown_sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
}
const rejected: QuoteDecision = {
  ...approved,
  outcome: 'REJECTED',
  via: 'STAFF',
  name: null,
  note: 'On the phone: they go with somebody closer',
  recorded_by: 'Sam Reyes',
  ip_address: null,
  user_agent: null,
  shown_sha256: null,
}
const DECISIONS: Record<string, QuoteDecision> = { APPROVED: approved, CONVERTED: approved, REJECTED: rejected }

export const accepted: Quote['accepted'] = {
  line_items: heater.map(([name, qty, , amount], index) => ({
    line_id: id(950 + index),
    name,
    qty,
    amount,
    net: amount,
  })),
  taxes: [{ name: 'HST', percent: '13', taxable: '1680.00', tax: '218.40' }],
  subtotal: '1680.00',
  discount_total: '0.00',
  charge_total: '0.00',
  tax_total: '218.40',
  total: '1898.40',
}

export function quoteOf(summary: QuoteSummary): Quote {
  const sent = summary.sent_at !== null
  return {
    ...summary,
    delivery: null,
    delivery_reason: null,
    delivery_times: null,
    po_number: null,
    prices_include_tax: false,
    line_items: heater.map(line),
    discount: null,
    charges: [],
    taxes: [{ name: 'HST', percent: '13', taxable: '1480.00', tax: '192.40' }],
    subtotal: '1480.00',
    discount_total: '0.00',
    charge_total: '0.00',
    tax_total: '192.40',
    notes: 'We take the old heater away.',
    terms: null,
    internal_notes: null,
    tags: [],
    deposit: { percent: '30' },
    accepted: summary.accepted_total === null ? null : accepted,
    decision: DECISIONS[summary.status] ?? null,
    deposit_invoice:
      summary.status === 'APPROVED'
        ? { id: id(201), invoice_number: 'INV-1042', total: '569.52', amount_paid: '0.00', is_void: false }
        : null,
    converted_invoice_id: summary.status === 'CONVERTED' ? id(213) : null,
    work_item: null,
    revision: 1,
    last_sent_at: summary.sent_at,
    finalised_at: summary.sent_at,
    link_active: sent,
    link_url: null,
    views: sent
      ? { count: 2, first_at: '2026-11-10T17:40:00.000Z', last_at: '2026-11-18T23:12:00.000Z' }
      : { count: 0, first_at: null, last_at: null },
    created_by: 'user_dana',
  }
}

export const activities: Activity[] = [
  { id: 3, at: '2026-11-19T18:40:00.000Z', actor: 'portal', action: 'quote.approve', detail: 'Desmond Clarke' },
  { id: 2, at: '2026-11-10T15:02:00.000Z', actor: 'Dana Kowalski', action: 'quote.mark_sent', detail: null },
  { id: 1, at: '2026-11-10T14:20:00.000Z', actor: 'Dana Kowalski', action: 'quote.create', detail: null },
]
