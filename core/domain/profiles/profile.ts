import type { Autonomy } from '../drafts/autonomy.ts'
import type { Schedule } from '../reminders/schedule.ts'

/** What a trade changes (H-PROF-1): words, switches, required fields, defaults. Data, never a branch in the code. */
export interface Profile {
  profile_id: string
  version: number
  /** As it is chosen. */
  name: string
  description: string
  labels: {
    work_item: string
    work_item_plural: string
    contact_customer: string
    contact_vendor: string
  }
  capabilities: Record<Capability, boolean>
  required_fields: Record<RequiringEntity, readonly string[]>
  workflows: {
    work_item_statuses: readonly string[]
    /** Offered where work is made, the first as it is shown first. */
    work_item_types: readonly string[]
    default_work_item_type: string
    conversion_rules: Record<ConversionRule, boolean>
    /** Without payments nothing is sent at all; else it goes out without Pay (C-20). */
    invoice_send_requires_payments: boolean
  }
  extensions: { work_item_fields: Readonly<Record<string, ExtensionField>> }
  automations: { ar_reminders: Schedule; ai_drafts: Autonomy }
  templates: {
    invoice_default_template_id: string
    quote_default_template_id: string
    message_payment_link_template_id: string
  }
  integrations: { presets: readonly string[] }
}

export const CAPABILITIES = [
  'inbox',
  'quotes',
  'invoices',
  'payments',
  'expenses',
  'client_portal',
  'sms',
  'pipeline',
  'pos_sync',
  'scheduling_lite',
  'inventory_lite',
  'returns_lite',
] as const
export type Capability = (typeof CAPABILITIES)[number]

export const CONVERSION_RULES = ['work_item_to_invoice', 'quote_to_invoice'] as const
export type ConversionRule = (typeof CONVERSION_RULES)[number]

/** What may be switched on and off as a whole. */
export const SWITCHES = [...CAPABILITIES, ...CONVERSION_RULES] as const
export type Switch = (typeof SWITCHES)[number]

export const REQUIRING_ENTITIES = ['work_item', 'invoice', 'quote', 'expense'] as const
export type RequiringEntity = (typeof REQUIRING_ENTITIES)[number]

export const EXTENSION_TYPES = ['string', 'number', 'date'] as const
/** A field of work that a trade adds; its value stands in `labels_json` under its name (H-PROF-14). */
export interface ExtensionField {
  type: (typeof EXTENSION_TYPES)[number]
  required: boolean
  /** Work that it is required of; without it of all (C-19). */
  required_for?: { types?: readonly string[]; sources?: readonly string[] }
}

type Deep<T> = T extends readonly unknown[] | string | number | boolean
  ? T
  : { readonly [Key in keyof T]?: Deep<T[Key]> }
/** A profile as it is written down: what differs from the base. */
export type ProfileData = Pick<Profile, 'profile_id' | 'version' | 'name' | 'description'> & Deep<Profile>
/** What a business changes of its profile. */
export type Overrides = Deep<Omit<Profile, 'profile_id' | 'version' | 'name' | 'description'>>
