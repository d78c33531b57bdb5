import { type CreditNote, CreditNoteSummary, UpdateCreditNote } from '../../../core/contract/credit-notes.ts'
import * as maple from './maple.ts'
import { notFound, ok, type Reply, refusal, type World } from './mock-api.ts'

/** INV-1042 of the pictures, of which $271.20 is due. */
const invoice = maple.invoiceOf(maple.summaries[1]!)
const AT = '2026-11-19T15:00:00.000Z'

const issued: CreditNote = {
  id: '00000000-0000-7000-8000-000000000c01',
  status: 'SENT',
  credit_note_number: 'CN-0001',
  invoice_id: invoice.id,
  invoice_number: invoice.invoice_number ?? '',
  invoice_date: invoice.issue_date,
  contact_id: invoice.contact_id,
  contact: invoice.contact,
  reference: null,
  issue_date: '2026-11-19',
  currency: 'CAD',
  total: '54.24',
  amount_applied: '54.24',
  amount_unapplied: '0.00',
  sent_at: AT,
  send_at: null,
  last_sent_at: AT,
  finalised_at: AT,
  version: 2,
  created_at: AT,
  updated_at: AT,
  allowed_actions: ['send_again', 'create_link', 'rotate_link', 'revoke_link'],
  po_number: null,
  prices_include_tax: false,
  line_items: [{ ...lineOf(), line_id: invoice.line_items[1]?.id ?? null }],
  discount: null,
  charges: [],
  taxes: [{ name: 'HST', percent: '13', taxable: '48.00', tax: '6.24' }],
  subtotal: '48.00',
  discount_total: '0.00',
  charge_total: '0.00',
  tax_total: '6.24',
  notes: null,
  terms: null,
  internal_notes: null,
  tags: [],
  reason: 'One cartridge was returned',
  revised_invoice_id: null,
  link_active: true,
  link_url: null,
  views: { count: 0, first_at: null, last_at: null },
  delivery: null,
  delivery_reason: null,
  delivery_times: null,
  created_by: 'user_dana',
}

function lineOf(): Omit<CreditNote['line_items'][number], 'line_id'> {
  const { deduction: _, ...line } = invoice.line_items[1]!
  return { ...line, id: '00000000-0000-7000-8000-000000000c11', qty: '1', amount: '48.00', net: '48.00' }
}

export const creditNoteDraft: CreditNote = {
  ...issued,
  id: '00000000-0000-7000-8000-000000000c02',
  status: 'DRAFT',
  credit_note_number: null,
  amount_applied: '0.00',
  sent_at: null,
  last_sent_at: null,
  finalised_at: null,
  link_active: false,
  allowed_actions: ['update', 'delete', 'send', 'mark_sent', 'create_link'],
}

export const newCreditNotes = (): Map<string, CreditNote> =>
  new Map([creditNoteDraft, issued].map((note) => [note.id, note]))

/** The credit notes of the canned API. */
export function creditNotesAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const all = [...world.creditNotes.values()]
  const [, , , id = '', verb = ''] = url.pathname.split('/')
  const status = url.searchParams.get('status')
  const rows = all
    .filter((note) => !status || note.status === status)
    .map((note) => CreditNoteSummary.strip().parse(note))
  if (!id) return ok(world.isEmpty ? [] : rows)
  const note = world.creditNotes.get(id)
  if (!note) return notFound
  if (verb === 'activity')
    return ok([{ id: 1, at: AT, actor: 'Dana Kowalski', action: 'credit_note.mark_sent', detail: null }])
  if (method === 'GET' || method === 'DELETE') return ok(method === 'GET' ? note : { id })
  return method === 'PATCH' ? edited(world, note, UpdateCreditNote.parse(body)) : ok(issued)
}

function edited(
  world: World,
  note: CreditNote,
  { if_match_version, lines, amount, ...words }: UpdateCreditNote,
): Reply {
  if (if_match_version !== note.version)
    return { status: 409, body: refusal('CONFLICT', 'It changed meanwhile', [], note) }
  const over = lines?.findIndex(({ qty }) => Number(qty) > 2) ?? -1
  if (over >= 0) {
    const details = [
      { field: `lines.${over}.qty`, message: 'Use a quantity of no more than what is left of the line, 2' },
    ]
    return { status: 422, body: refusal('VALIDATION_ERROR', 'Check these fields', details) }
  }
  const qty = lines?.[0]?.qty
  const line_items = note.line_items.map((line) => (qty === undefined ? line : { ...line, qty: String(qty) }))
  const total = amount === undefined ? note.total : String(amount)
  const written = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined))
  const saved: CreditNote = { ...note, ...written, line_items, total, version: note.version + 1 }
  world.creditNotes.set(note.id, saved)
  return ok(saved)
}
