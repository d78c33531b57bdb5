import { Contact, RecordConsent } from '../../../core/contract/contacts.ts'
import * as maple from './maple.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

/** Contacts, of which each can go into another and come back; of one that went, the one it went into. */
export function contactsAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = '', verb = ''] = url.pathname.split('/')
  if (!id) return method === 'GET' ? listed(world, url) : created(body)
  const went = world.merges.find(({ gone }) => gone.id === id)?.kept.id
  const contact = world.contacts.get(went ?? id)
  if (!contact) return notFound
  if (method === 'PATCH') return ok(keep(world, { ...contact, ...(body as Partial<Contact>) }))
  if (verb === 'record-consent') return ok(consented(world, contact, body))
  if (verb === 'consents') return ok(world.consents)
  if (verb === 'erase') return ok(erased(world, contact))
  if (method === 'POST') return verb === 'merge' ? merged(world, contact, body) : unmerged(world, contact)
  if (verb === 'timeline') return ok(timelineOf(url))
  if (verb === 'usage') return ok(USAGE)
  if (verb === 'erasure') return ok(contact.status === 'ERASED' ? ERASING : UNASKED)
  return ok(allowed(world, contact))
}

const USAGE = { invoices: 2, quotes: 0, work_items: 1, conversations: 3, expenses: 0, files: 0 }

const UNASKED = {
  status: 'NONE',
  progress: 0,
  asked_at: null,
  done_at: null,
  open: [],
  kept: { invoices: 2, credit_notes: 0, quotes: 1, expenses: 0 },
}
const ERASING = { ...UNASKED, status: 'RUNNING', progress: 37, asked_at: '2026-07-01T10:00:00.000Z' }

const erased = (world: World, contact: Contact) =>
  keep(world, {
    ...contact,
    ...{
      display_name: 'Erased person',
      company_name: null,
      email: null,
      phone: null,
      phone_formatted: null,
      notes: null,
    },
    status: 'ERASED',
    allowed_actions: [],
  })

const timeline = maple.activities.slice(0, 3).map((each) => ({
  type: 'invoice',
  id: maple.summaries[4]!.id,
  title: 'Invoice INV-1039',
  amount: '271.20',
  currency: 'CAD',
  at: each.at,
}))

const timelineOf = (url: URL) => {
  const kinds = url.searchParams.get('kind')?.split(',')
  return timeline.filter(({ type }) => !kinds || kinds.includes(type))
}

function listed(world: World, url: URL): Reply {
  const q = (url.searchParams.get('q') ?? '').toLowerCase()
  const type = url.searchParams.get('type')
  const found = [...world.contacts.values()].filter(
    (each) =>
      (!type || each.type === type) &&
      [each.display_name, each.email ?? '', each.phone ?? ''].some((text) => text.toLowerCase().includes(q)),
  )
  return ok(world.isEmpty ? [] : found.map((each) => allowed(world, each)))
}

const created = (body: unknown) => ok({ ...maple.contacts[1], ...(body as object), id: 'new-contact' }, 201)

const allowed = (world: World, contact: Contact): Contact => ({
  ...contact,
  allowed_actions: world.role === 'VIEWER' ? [] : contact.allowed_actions,
})

function keep(world: World, contact: Contact): Contact {
  const kept = Contact.strip().parse({ ...contact, version: contact.version + 1 })
  world.contacts.set(kept.id, kept)
  return kept
}

function consented(world: World, contact: Contact, body: unknown): Contact {
  const { channel, state, note } = RecordConsent.parse(body)
  const fact = { id: `consent-${world.consents.length}`, channel, state, note, source: 'MEMBER' as const }
  world.consents.unshift({ ...fact, actor: 'Dana Reid', created_at: '2026-11-20T16:50:00.000Z' })
  return keep(world, { ...contact, [channel === 'EMAIL' ? 'email_consent' : 'sms_consent']: state })
}

function merged(world: World, kept: Contact, body: unknown): Reply {
  const gone = world.contacts.get((body as { other_id: string }).other_id)!
  world.contacts.delete(gone.id)
  world.merges.push({ kept, gone })
  const last_merge = {
    id: `merge-of-${gone.id}`,
    contact_id: gone.id,
    display_name: gone.display_name,
    merged_at: '2026-11-20T16:50:00.000Z',
    undoable_until: '2026-12-20T16:50:00.000Z',
  }
  return ok(
    keep(world, {
      ...kept,
      last_merge,
      other_addresses: [{ kind: 'EMAIL', value: gone.email! }],
      allowed_actions: [...kept.allowed_actions, 'unmerge'],
    }),
  )
}

function unmerged(world: World, now: Contact): Reply {
  const { kept, gone } = world.merges.pop()!
  world.contacts.set(gone.id, gone)
  return ok(keep(world, { ...kept, version: now.version }))
}
