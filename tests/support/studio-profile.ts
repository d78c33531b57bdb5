import type { ProfileData } from '../../core/domain/profiles/profile.ts'

/** A trade that no code knows: one file of data. */
export const studio: ProfileData = {
  profile_id: 'studio',
  version: 3,
  name: 'Photo studio',
  description: 'Sessions are booked, and paid after they are seen.',
  labels: { work_item: 'Session', work_item_plural: 'Sessions', contact_customer: 'Sitter' },
  capabilities: { quotes: false, inbox: false },
  required_fields: { work_item: ['title', 'due_at'], invoice: ['contact_id', 'reference', 'line_items'] },
  workflows: {
    default_work_item_type: 'JOB',
    work_item_types: ['JOB', 'SUPPORT'],
    conversion_rules: { work_item_to_invoice: false },
  },
  extensions: { work_item_fields: { guests: { type: 'number', required: true } } },
}
