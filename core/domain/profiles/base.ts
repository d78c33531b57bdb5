import type { Profile } from './profile.ts'

/** What every profile begins with: the modules of a working day, and nothing else (H-PROF-2, C-7). */
export const BASE: Profile = {
  profile_id: 'base',
  version: 1,
  name: 'Base',
  description: '',
  labels: {
    work_item: 'Request',
    work_item_plural: 'Requests',
    contact_customer: 'Customer',
    contact_vendor: 'Vendor',
  },
  capabilities: {
    inbox: true,
    quotes: true,
    invoices: true,
    payments: true,
    expenses: true,
    client_portal: true,
    sms: true,
    pipeline: false,
    pos_sync: false,
    scheduling_lite: false,
    inventory_lite: false,
    returns_lite: false,
  },
  required_fields: {
    work_item: ['title'],
    invoice: ['contact_id', 'issue_date', 'due_date', 'line_items'],
    quote: ['contact_id', 'line_items'],
    expense: ['expense_date', 'amount'],
  },
  workflows: {
    work_item_statuses: ['NEW', 'IN_PROGRESS', 'NEEDS_APPROVAL', 'WAITING', 'DONE', 'CANCELED'],
    work_item_types: ['REQUEST', 'ORDER', 'JOB', 'SUPPORT', 'ADMIN', 'COLLECTION', 'BOOKKEEPING'],
    default_work_item_type: 'REQUEST',
    conversion_rules: { work_item_to_invoice: true, quote_to_invoice: true },
    invoice_send_requires_payments: false,
  },
  extensions: { work_item_fields: {} },
  automations: {
    ar_reminders: { enabled: true, days_after_due: [3, 7, 14], days_before_due: [] },
    ai_drafts: { level: 'L1', amount_cap: '500' },
  },
  templates: {
    invoice_default_template_id: 'tpl_invoice_default_v1',
    quote_default_template_id: 'tpl_quote_default_v1',
    message_payment_link_template_id: 'tpl_msg_paylink_v1',
  },
  integrations: { presets: [] },
}
