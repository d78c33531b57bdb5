import type { Business, HomeSummary, StripeAccount, TaxRate } from '../../../core/contract/business.ts'
import type { Contact } from '../../../core/contract/contacts.ts'
import type { Dispute } from '../../../core/contract/disputes.ts'
import type { Activity } from '../../../core/contract/documents.ts'
import type { Invoice, InvoiceSummary } from '../../../core/contract/invoices.ts'
import type { Item, LineSuggestion } from '../../../core/contract/items.ts'
import type { Payment, UnappliedMoney } from '../../../core/contract/payments.ts'
import { EffectiveProfile } from '../../../core/contract/profile.ts'
import type { Invitation, Member } from '../../../core/contract/team.ts'
import { PROFILES } from '../../../core/domain/profiles/all.ts'
import { effectiveProfile } from '../../../core/domain/profiles/merge.ts'

// The business of the pictures: Maple Corner Plumbing, Toronto, Friday, November 20, 2026.
const AT = '2026-11-20T16:50:00.000Z'
export const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const business: Business = {
  id: id(1),
  name: 'Maple Corner Plumbing',
  owner_email: 'dana@maplecorner.example',
  is_sample: false,
  closing: null,
  review_access: null,
  automatic_reminders: true,
  reminders_agreed_at: '2026-11-01T15:00:00.000Z',
  plan: 'FREE',
  profile: EffectiveProfile.parse(effectiveProfile('general', {}, PROFILES)),
  profile_id: 'general',
  timezone: 'America/Toronto',
  currency: 'CAD',
  country: 'CA',
  language: 'en',
  address_line1: '88 Harbord St',
  address_line2: null,
  city: 'Toronto',
  region: 'ON',
  postal_code: 'M5S 1G5',
  email: 'hello@maplecorner.example',
  phone: '+14165550100',
  phone_formatted: '+1 416 555 0100',
  website: null,
  tax_id: '81234 5678 RT0001',
  logo: null,
  brand_color: '#1F5FBF',
  net_days: 14,
  statement_day: null,
  invoice_prefix: 'INV-',
  invoice_digits: 4,
  invoice_next_number: 1043,
  quote_prefix: 'Q-',
  quote_digits: 4,
  quote_next_number: 1,
  credit_note_prefix: 'CN-',
  credit_note_digits: 4,
  credit_note_next_number: 1,
  quote_valid_days: 30,
  quote_notes: null,
  quote_terms: null,
  prices_include_tax: false,
  invoice_notes: 'Thank you for your business.',
  invoice_terms: null,
  online_payments: true,
  bank_holder: null,
  bank_name: null,
  bank_iban: null,
  bank_bic: null,
  bank_account: null,
  bank_routing: null,
  registration_number: null,
  e_invoices: false,
  payment_instructions: 'Interac e-Transfer to pay@maplecorner.example',
  now: AT,
  version: 3,
  allowed_actions: ['update'],
}

export const hst: TaxRate = {
  id: id(2),
  name: 'HST',
  percent: '13',
  parts: [],
  vat_category: null,
  exemption_reason: null,
  is_default: true,
  status: 'ACTIVE',
  version: 1,
  created_at: AT,
  updated_at: AT,
  allowed_actions: ['update', 'delete'],
}

const names: [name: string, email: string | null, company?: string][] = [
  ['The Annex Property Group', 'nadia@annexgroup.example', 'Nadia Rahman'],
  ['Jane Okafor', 'jane@okafor.example'],
  ['Harriet Lowe', 'harriet@lowe.example'],
  ['Mei-Lin Zhou', 'meilin@zhou.example'],
  ['Desmond Clarke', 'desmond@clarke.example'],
  ['Grant Whitfield', 'grant@whitfield.example'],
  ['Kensington Cold Brew', 'hi@coldbrew.example'],
  ['Harbord Street Bakery', 'orders@bakery.example'],
  ['Northgate Co-op', 'office@northgate.example'],
  ['Birchwood Dental', 'front@birchwood.example'],
  ['Rosa Mendes', 'rosa@mendes.example'],
  ['Luis Ferreira', null],
]

export const contacts: Contact[] = names.map(([display_name, email, company], index) => ({
  id: id(100 + index),
  type: 'CUSTOMER',
  display_name,
  company_name: company ?? null,
  email,
  phone: `+1416555${String(110 + index).padStart(4, '0')}`,
  phone_formatted: `+1 416 555 ${String(110 + index).padStart(4, '0')}`,
  address_line1: null,
  address_line2: null,
  city: 'Toronto',
  region: 'ON',
  postal_code: null,
  language: null,
  country: 'CA',
  tax_id: null,
  tags: index % 3 === 0 ? ['Regular'] : [],
  notes: null,
  reminders: null,
  assigned_to: null,
  status: 'ACTIVE',
  email_problem: null,
  email_problem_reason: null,
  other_addresses: [],
  last_merge: null,
  email_consent: null,
  sms_consent: null,
  balance: index === 6 ? [{ currency: 'CAD', open: '316.40', overdue: '316.40', unapplied: '20.00' }] : [],
  version: 1,
  created_at: AT,
  updated_at: AT,
  created_by: 'user_dana',
  allowed_actions: ['update', 'delete', 'merge', 'record_consent', 'send_statement', 'record_advance', 'erase'],
}))

type Row = [
  number: string | null,
  who: number,
  status: InvoiceSummary['status'],
  due: string,
  total: string,
  dueAmount: string,
]
const rows: Row[] = [
  [null, 0, 'DRAFT', '2026-12-20', '390.98', '390.98'],
  ['INV-1042', 1, 'SENT', '2026-12-04', '271.20', '271.20'],
  ['INV-1041', 2, 'PAID', '2026-12-02', '339.00', '0.00'],
  ['INV-1040', 3, 'VOID', '2026-11-30', '203.40', '0.00'],
  ['INV-1039', 4, 'PARTIALLY_PAID', '2026-11-27', '858.80', '458.80'],
  ['INV-1038', 5, 'PAID', '2026-11-23', '508.50', '0.00'],
  ['INV-1037', 6, 'OVERDUE', '2026-11-16', '316.40', '316.40'],
  ['INV-1036', 0, 'SENT', '2026-11-30', '1356.00', '1356.00'],
  ['INV-1035', 3, 'PAID', '2026-11-25', '203.40', '0.00'],
  ['INV-1034', 7, 'OVERDUE', '2026-11-06', '723.20', '723.20'],
  ['INV-1033', 8, 'PAID', '2026-11-21', '1130.00', '0.00'],
  ['INV-1032', 2, 'PAID', '2026-10-30', '644.10', '0.00'],
  ['INV-1031', 9, 'OVERDUE', '2026-10-28', '734.50', '734.50'],
  ['INV-1030', 10, 'PAID', '2026-11-12', '2260.00', '0.00'],
]

const ACTIONS: Record<string, string[]> = {
  DRAFT: ['update', 'delete', 'send', 'mark_sent', 'create_payment_link', 'void'],
  SENT: [
    'send_again',
    'create_payment_link',
    'rotate_payment_link',
    'revoke_payment_link',
    'remind',
    'pause_reminders',
    'promise',
    'record_payment',
    'void',
  ],
  PARTIALLY_PAID: ['send_again', 'create_payment_link', 'rotate_payment_link', 'revoke_payment_link', 'record_payment'],
  OVERDUE: [
    'send_again',
    'create_payment_link',
    'rotate_payment_link',
    'revoke_payment_link',
    'remind',
    'pause_reminders',
    'promise',
    'record_payment',
    'void',
  ],
  PAID: ['download_receipt'],
  VOID: [],
}

const paidOf = (total: string, due: string) => ((Math.round(+total * 1e2) - Math.round(+due * 1e2)) / 1e2).toFixed(2)

export const summaries: InvoiceSummary[] = rows.map(
  ([invoice_number, who, status, due_date, total, amount_due], index) => {
    const contact = contacts[who]!
    return {
      id: id(200 + index),
      status,
      invoice_number,
      contact_id: contact.id,
      contact: { id: contact.id, display_name: contact.display_name, email: contact.email },
      reference: null,
      issue_date: '2026-11-13',
      due_date,
      currency: 'CAD',
      total,
      amount_paid: status === 'VOID' ? '0.00' : paidOf(total, amount_due),
      amount_credited: '0.00',
      amount_written_off: '0.00',
      settled_by: status === 'PAID' ? 'PAYMENT' : null,
      amount_due,
      sent_at: status === 'DRAFT' ? null : '2026-11-13T14:02:00.000Z',
      send_at: null,
      version: 1,
      created_at: '2026-11-12T21:20:00.000Z',
      updated_at: '2026-11-20T19:05:00.000Z',
      allowed_actions: ACTIONS[status] ?? [],
    }
  },
)

type Entry = [name: string, qty: string, rate: string, amount: string]
const annexLines: Entry[] = [
  ['Shutoff valve, unit 3B', '1', '85', '85.00'],
  ['Tap cartridge, unit 4A', '2', '48', '96.00'],
  ['Labour, per hour', '1.5', '110', '165.00'],
]
const pumpLines: Entry[] = [
  ['Sump pump, 1/3 HP', '1', '485', '485.00'],
  ['Labour, per hour', '2.5', '110', '275.00'],
]

export function invoiceOf(summary: InvoiceSummary): Invoice {
  const isPump = summary.invoice_number === 'INV-1039'
  const items = isPump ? pumpLines : annexLines
  const sent = summary.sent_at !== null
  return {
    ...summary,
    delivery: null,
    delivery_reason: null,
    delivery_times: null,
    po_number: null,
    prices_include_tax: false,
    line_items: items.map(([name, qty, rate, amount], index) => ({
      id: id(900 + index),
      name,
      description: null,
      qty,
      unit: null,
      item_id: null,
      rate,
      tax_rate_id: hst.id,
      tax_name: 'HST',
      tax_percent: '13',
      tax_parts: [],
      discount: null,
      deduction: null,
      amount,
      net: amount,
    })),
    discount: null,
    charges: [],
    taxes: [{ name: 'HST', percent: '13', taxable: isPump ? '760.00' : '346.00', tax: isPump ? '98.80' : '44.98' }],
    subtotal: isPump ? '760.00' : '346.00',
    discount_total: '0.00',
    charge_total: '0.00',
    tax_total: isPump ? '98.80' : '44.98',
    notes: isPump ? null : 'PO 7741. Thank you for your business.',
    terms: null,
    internal_notes: null,
    tags: [],
    ar_stage: 'NONE',
    reminders_paused: false,
    reminders_paused_until: null,
    promised_on: null,
    last_sent_at: summary.sent_at,
    finalised_at: summary.sent_at,
    voided_at: summary.status === 'VOID' ? AT : null,
    payment_link_active: sent && summary.status !== 'VOID',
    payment_link_url: null,
    payment_pending: false,
    work_item: null,
    credit_notes: [],
    corrects: null,
    recurring_invoice_id: null,
    disputes: isPump ? [dispute] : [],
    views: sent
      ? { count: 2, first_at: '2026-11-13T17:40:00.000Z', last_at: '2026-11-19T23:12:00.000Z' }
      : { count: 0, first_at: null, last_at: null },
    quote_id: null,
    created_by: 'user_dana',
  }
}

const priced: [name: string, rate: string, unit: string | null, description: string | null][] = [
  ['Labour', '120.00', 'h', 'Licensed plumber, tools included'],
  ['Call-out (Toronto core)', '60.00', null, null],
  ['Copper pipe, 15 mm', '14.50', 'm', null],
]

export const priceList: Item[] = priced.map(([name, rate, unit, description], index) => ({
  id: id(600 + index),
  name,
  description,
  unit,
  rate,
  currency: 'CAD',
  tax_rate_id: hst.id,
  tax_name: 'HST',
  status: 'ACTIVE',
  version: 1,
  created_at: AT,
  updated_at: AT,
  created_by: 'user_dana',
  allowed_actions: ['update', 'delete'],
}))

/** Written on an invoice once, in another currency. */
export const writtenBefore: LineSuggestion = {
  item_id: null,
  name: 'Labour abroad',
  description: 'Buffalo, NY',
  unit: 'day',
  rate: '900.00',
  currency: 'USD',
  tax_rate_id: null,
}

export const payment: Payment = {
  id: id(400),
  contact_id: null,
  invoice_id: id(204),
  invoice_number: 'INV-1039',
  contact_name: 'Desmond Clarke',
  provider: 'STRIPE',
  kind: 'PAYMENT',
  status: 'SUCCEEDED',
  amount: '400.00',
  applied: '400.00',
  unapplied: '0.00',
  refund_pending: '0.00',
  refundable: '400.00',
  currency: 'CAD',
  paid_at: '2026-11-14T13:15:00.000Z',
  paid_on: '2026-11-14',
  method_label: 'Visa ending 4242',
  receipt_url: null,
  note: null,
  reverses_id: null,
  created_at: '2026-11-14T13:15:00.000Z',
  created_by: 'stripe',
  allowed_actions: ['refund'],
}

export const cash: Payment = {
  ...payment,
  id: id(401),
  invoice_id: id(202),
  invoice_number: 'INV-1041',
  contact_name: 'Harriet Lowe',
  provider: 'CASH',
  method_label: null,
  amount: '339.00',
  applied: '339.00',
  paid_at: '2026-11-20T15:12:00.000Z',
  paid_on: '2026-11-20',
  refundable: '339.00',
  allowed_actions: ['refund', 'reverse'],
}

export const unapplied: UnappliedMoney = {
  id: id(450),
  invoice_id: id(203),
  payment_id: null,
  contact_id: null,
  contact_name: null,
  provider: 'STRIPE',
  amount: '203.40',
  currency: 'CAD',
  reason: 'INVOICE_VOID',
  paid_at: '2026-11-19T15:00:00.000Z',
  created_at: '2026-11-19T15:00:00.000Z',
  allowed_actions: ['apply', 'return'],
}

export const dispute: Dispute = {
  id: id(460),
  invoice_id: id(204),
  invoice_number: 'INV-1039',
  contact_name: 'Desmond Clarke',
  provider: 'STRIPE',
  status: 'NEEDS_RESPONSE',
  open: true,
  amount: '400.00',
  currency: 'CAD',
  reason: 'product_not_received',
  respond_by: '2026-11-27T22:00:00.000Z',
  respond_url: 'https://dashboard.stripe.com/acct_1MapleCorner/test/disputes/dp_1',
  created_at: '2026-11-20T15:00:00.000Z',
}

const said = (n: number, at: string, actor: string, action: string, detail: string | null = null): Activity => ({
  id: n,
  at,
  actor,
  action,
  detail,
})
export const activities: Activity[] = [
  said(6, '2026-11-14T13:15:00.000Z', 'Stripe', 'payment.apply', '$400.00, Visa ending 4242'),
  said(4, '2026-11-13T14:02:00.000Z', 'Dana Kowalski', 'invoice.send'),
  said(3, '2026-11-13T14:02:00.000Z', 'Dana Kowalski', 'invoice.send_attempted'),
  said(1, '2026-11-12T21:20:00.000Z', 'Dana Kowalski', 'invoice.create'),
]

const figure = (count: number, total: string) => [{ count, total, currency: 'CAD' }]
const late = (
  index: number,
  title: string,
  context: string,
  amount: string,
  days_late: number,
): HomeSummary['next'][number] => ({
  kind: 'invoice_overdue',
  id: id(200 + index),
  invoice_id: id(200 + index),
  title,
  context,
  amount,
  currency: 'CAD',
  due_at: null,
  days_late,
  respond_by: null,
  respond_url: null,
})
export const home: HomeSummary = {
  currency: 'CAD',
  as_of: AT,
  today: '2026-11-20',
  unpaid: figure(6, '3860.10'),
  overdue: figure(3, '1774.10'),
  oldest_overdue_days: 23,
  new_work_items: 5,
  paid_today: figure(2, '711.90'),
  last_payment_at: '2026-11-20T15:12:00.000Z',
  onboarding: null,
  drafts: 1,
  next: [
    {
      kind: 'dispute_open',
      id: id(460),
      invoice_id: id(204),
      title: 'Desmond Clarke',
      context: 'INV-1039',
      amount: '400.00',
      currency: 'CAD',
      due_at: null,
      days_late: 0,
      respond_by: dispute.respond_by,
      respond_url: dispute.respond_url,
    },
    late(12, 'Birchwood Dental', 'INV-1031', '734.50', 23),
    late(9, 'Harbord Street Bakery', 'INV-1034', '723.20', 14),
    late(6, 'Kensington Cold Brew', 'INV-1037', '316.40', 4),
    {
      kind: 'invoice_draft',
      id: id(200),
      invoice_id: id(200),
      title: 'The Annex Property Group',
      context: 'Draft',
      amount: '390.98',
      currency: 'CAD',
      due_at: null,
      days_late: 0,
      respond_by: null,
      respond_url: null,
    },
  ],
  allowed_actions: ['create_invoice'],
}

export const stripeAccount: StripeAccount = {
  account: 'acct_1MapleCorner',
  charges_enabled: true,
  is_paid_online: true,
  onboarding_url: null,
  allowed_actions: [],
}

export const members: Member[] = [
  ['user_dana', 'Dana Kowalski', 'OWNER', true],
  ['user_sam', 'Sam Reyes', 'STAFF', false],
  ['user_olive', 'Olive Hart', 'AGENT', false],
].map(([user_id, name, role, is_me]) => ({
  user_id: user_id as string,
  name: name as string,
  email: `${String(user_id).slice(5)}@maplecorner.example`,
  role: role as Member['role'],
  may_send: false,
  status: 'ACTIVE',
  is_me: is_me as boolean,
  last_seen_at: AT,
  version: 1,
  created_at: AT,
  allowed_actions: is_me ? [] : ['update', 'remove'],
}))

export const invitation: Invitation = {
  id: id(500),
  email: 'kim@maplecorner.example',
  role: 'VIEWER',
  status: 'INVITED',
  invited_by: 'user_dana',
  sent_at: AT,
  expires_at: '2026-11-27T16:50:00.000Z',
  version: 1,
  created_at: AT,
  allowed_actions: ['resend', 'revoke'],
}
