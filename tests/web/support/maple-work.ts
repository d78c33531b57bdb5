import type { WorkItem } from '../../../core/contract/work-items.ts'
import * as maple from './maple.ts'
import * as inbox from './maple-inbox.ts'

const AT = '2026-11-18T14:20:00.000Z'
const contactOf = (name: string): WorkItem['contact'] => {
  const found = maple.contacts.find(({ display_name }) => display_name === name)
  if (!found) return null
  const { id, display_name, email, phone } = found
  return { id, display_name, email, phone }
}

/** As in the picture of the work, on November 20. */
const rows: [
  title: string,
  contact: string,
  due: string | null,
  group: WorkItem['due_group'],
  more?: Partial<WorkItem>,
][] = [
  [
    'Repairs, units 3B and 4A',
    'The Annex Property Group',
    '2026-11-19',
    'overdue',
    {
      status: 'IN_PROGRESS',
      description: 'Unit 3B: shutoff valve under the sink does not close. Keys at the front desk, ask for Nadia.',
      checklist: [
        { text: '3B: new valve', done: true },
        { text: '4A: cartridge', done: false },
      ],
      checklist_done: 1,
      checklist_count: 2,
    },
  ],
  ['Water through basement ceiling', '', '2026-11-20T17:30:00.000Z', 'today', { priority: 'URGENT' }],
  ['No hot water, 318 Euclid Ave', 'Luis Ferreira', '2026-11-20', 'today'],
  ['Serial number for warranty', 'Desmond Clarke', '2026-11-21', 'this_week', { status: 'WAITING' }],
  ['Bathroom rough-in, stage 2', 'Rosa Mendes', '2026-11-25', 'later'],
  ['Price for a bottle filler', 'Kensington Cold Brew', null, 'none', { assigned_to: null }],
]

export const workItems: WorkItem[] = rows.map(([title, name, due_at, due_group, more], index) => {
  const contact = contactOf(name)
  return {
    id: maple.id(900 + index),
    type: 'REQUEST',
    title,
    status: 'NEW',
    priority: 'NORMAL',
    contact_id: contact?.id ?? null,
    contact,
    conversation_id: null,
    due_at,
    due_on: due_at?.slice(0, 10) ?? null,
    due_group,
    assigned_to: 'user_dana',
    source: 'MANUAL',
    checklist_done: 0,
    checklist_count: 0,
    invoice: null,
    closed_at: null,
    archived_at: null,
    version: 1,
    created_at: AT,
    updated_at: AT,
    created_by: 'user_dana',
    allowed_actions: [],
    description: null,
    labels_json: {},
    checklist: [],
    conversation:
      index === 0
        ? { id: inbox.conversations[0]!.id, subject: 'November units', from_name: 'Nadia Rahman', last_message_at: AT }
        : null,
    quote: null,
    ...more,
  }
})
