import type { AuditEntry, AuditVerdict } from '../../../core/contract/audit.ts'
import { ok, type Reply, type World } from './mock-api.ts'

const INVOICE = '00000000-0000-7000-8000-000000000204'
const CONTACT = '00000000-0000-7000-8000-000000000100'

function entry(id: number, at: string, more: Partial<AuditEntry>): AuditEntry {
  return {
    id: String(id),
    at,
    actor: 'user-dana',
    actor_name: 'Dana Reyes',
    action: 'invoice.update',
    entity_type: (more.action ?? 'invoice.update').split('.')[0]!,
    entity_id: INVOICE,
    object: { type: 'invoice', id: INVOICE, label: 'INV-1039' },
    changes: [],
    request_id: `req_${id}`,
    ip_address: '192.0.2.1',
    ...more,
  }
}

const ENTRIES = [
  entry(5, '2026-11-20T16:40:00.000Z', { action: 'invoice.pay', actor: 'portal', actor_name: 'portal' }),
  entry(4, '2026-11-20T16:20:00.000Z', {
    action: 'invoice.send',
    actor: 'job:INVOICE_SEND',
    actor_name: 'job:INVOICE_SEND',
  }),
  entry(3, '2026-11-20T15:00:00.000Z', {
    changes: [{ field: 'due_date', before: '2026-12-01', after: '2026-12-20' }],
  }),
  entry(2, '2026-11-19T15:00:00.000Z', {
    action: 'contact.create',
    entity_id: CONTACT,
    object: { type: 'contact', id: CONTACT, label: 'Rosa Mendes' },
  }),
  entry(1, '2026-11-19T14:00:00.000Z', { action: 'session.create', entity_id: null, object: null }),
]

const FINE: AuditVerdict = { ok: true, checked: 5 }

/** What was done; with `action` or `actor`, what of it fits. */
export function auditAnswer(world: World, method: string, url: URL): Reply {
  if (method === 'POST') return ok(FINE)
  const { action, actor } = Object.fromEntries(url.searchParams)
  const fits = (one: AuditEntry) =>
    (!action || one.entity_type === action) && (!actor || one.actor === actor || one.actor.startsWith(`${actor}:`))
  return ok(world.isEmpty ? [] : ENTRIES.filter(fits))
}
