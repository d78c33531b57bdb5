import type { ProfileData } from './profile.ts'

/** For most businesses (H-PROF-5). */
export const general: ProfileData = {
  profile_id: 'general',
  version: 1,
  name: 'General',
  description: 'Services and trades: requests become quotes, jobs and invoices.',
  extensions: {
    work_item_fields: {
      service_address: { type: 'string', required: false },
      location_note: { type: 'string', required: false },
    },
  },
}
