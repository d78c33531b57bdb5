import type { ProfileData } from './profile.ts'

/** A shop whose sales come from a till (H-PROF-6): invoices stay for businesses that buy. */
export const retailPos: ProfileData = {
  profile_id: 'retail_pos',
  version: 1,
  name: 'Shop with a till',
  description: 'Sales come from the till; what is written here are orders, issues and returns.',
  labels: { work_item: 'Order issue', work_item_plural: 'Orders / Issues' },
  capabilities: { pos_sync: true, returns_lite: true, inventory_lite: false },
  required_fields: { work_item: ['title', 'labels_json.external_order_id'] },
  workflows: { default_work_item_type: 'ORDER' },
  extensions: {
    work_item_fields: {
      external_order_id: {
        type: 'string',
        required: true,
        // What a till sent has a number there; what a person writes down need not (C-19).
        required_for: { types: ['ORDER'], sources: ['POS_SYNC'] },
      },
    },
  },
  automations: { ar_reminders: { enabled: false } },
  integrations: { presets: ['square', 'shopify'] },
}
