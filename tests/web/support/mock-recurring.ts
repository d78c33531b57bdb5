import type { RecurringInvoice } from '../../../core/contract/recurring-invoices.ts'
import * as maple from './maple.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

const AT = '2026-11-01T15:00:00.000Z'
const contact = maple.contacts[6]!

export const recurring: RecurringInvoice = {
  id: '00000000-0000-7000-8000-000000000970',
  status: 'ACTIVE',
  contact_id: contact.id,
  contact: { id: contact.id, display_name: contact.display_name, email: contact.email },
  starts_on: '2026-10-31',
  every_count: 1,
  every_unit: 'MONTH',
  ends_on: null,
  times: null,
  due_days: 14,
  mode: 'SEND',
  currency: 'CAD',
  total: '90.40',
  content: { line_items: [{ name: 'Boiler watched', qty: '1', rate: '80.00' }] },
  next_days: ['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31'],
  made: 1,
  last_invoice: { id: '00000000-0000-7000-8000-000000000204', day: '2026-10-31' },
  problem: null,
  version: 2,
  created_at: AT,
  updated_at: AT,
  created_by: 'user_dana',
  allowed_actions: ['update', 'pause', 'end'],
}
const stopped: RecurringInvoice = {
  ...recurring,
  id: '00000000-0000-7000-8000-000000000971',
  status: 'PAUSED',
  problem: 'Unknown tax rate',
  allowed_actions: ['update', 'resume', 'end'],
}

export function recurringAnswer({ isEmpty }: World, method: string, url: URL): Reply {
  const [, , , id, verb] = url.pathname.split('/')
  const row = [recurring, stopped].find((each) => each.id === id)
  if (method === 'GET') return id ? (row ? ok(row) : notFound) : ok(isEmpty ? [] : [recurring, stopped])
  if (method === 'POST' && !verb) return ok(recurring, 201)
  if (!row) return notFound
  if (method === 'PATCH') return ok({ ...row, version: row.version + 1 })
  if (verb === 'end') return ok({ ...row, status: 'ENDED', next_days: [], allowed_actions: [] })
  return ok({ ...row, status: verb === 'pause' ? 'PAUSED' : 'ACTIVE', problem: null })
}
