import { z } from 'zod'
import { AUTONOMY_LEVELS } from '../domain/drafts/autonomy.ts'
import { PROFILES } from '../domain/profiles/all.ts'
import {
  CAPABILITIES,
  CONVERSION_RULES,
  EXTENSION_TYPES,
  type Profile as ProfileFacts,
  REQUIRING_ENTITIES,
  SWITCHES,
} from '../domain/profiles/profile.ts'
import { REQUIRABLE } from '../domain/profiles/validate.ts'
import { Reference, requiredText, Version } from './common.ts'
import { scheduleFields } from './reminder-schedule.ts'
import { WorkItemSource, WorkItemStatus, WorkItemType } from './work-items.ts'

const PROFILE_LIMITS = { label: 40, fields: 20, days: 10, presets: 20 } as const

const Label = requiredText(PROFILE_LIMITS.label)
const FieldName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use small letters, digits and _, such as service_address')
const Required = z
  .string()
  .max(60)
  .refine((name) => REQUIRABLE.some((one) => one === name) || /^labels_json\.[a-z][a-z0-9_]{0,39}$/.test(name), {
    error: 'No such field: name one of the object, or labels_json. and the name of a field of your own',
  })
const flags = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, z.boolean()])) as Record<Name, z.ZodBoolean>

const labels = {
  work_item: Label,
  work_item_plural: Label,
  contact_customer: Label,
  contact_vendor: Label,
}
const required_fields = Object.fromEntries(
  REQUIRING_ENTITIES.map((entity) => [entity, z.array(Required).max(PROFILE_LIMITS.fields)]),
) as Record<(typeof REQUIRING_ENTITIES)[number], z.ZodArray<typeof Required>>
const workflows = {
  work_item_statuses: z.array(WorkItemStatus).min(1).max(WorkItemStatus.options.length),
  work_item_types: z.array(WorkItemType).min(1).max(WorkItemType.options.length),
  default_work_item_type: WorkItemType,
  invoice_send_requires_payments: z.boolean(),
}
const rules = flags(CONVERSION_RULES)
const ExtensionField = z
  .strictObject({
    type: z.enum(EXTENSION_TYPES),
    required: z.boolean(),
    required_for: z
      .strictObject({ types: z.array(WorkItemType).max(10), sources: z.array(WorkItemSource).max(10) })
      .partial()
      .optional()
      .meta({ description: 'Work that it is required of; without it of all' }),
  })
  .meta({ id: 'ExtensionField' })
const ExtensionFields = z.record(FieldName, ExtensionField)
const days = z.array(z.number().int().min(1).max(365)).max(PROFILE_LIMITS.days)
const ar = { enabled: z.boolean(), days_after_due: days, days_before_due: days }
const autonomy = {
  level: z.enum(AUTONOMY_LEVELS).meta({
    description:
      'L1: a draft is made when somebody asks. L2: of each message that comes in. L3: and what is sure, of a customer who is known, becomes work, a quote, an invoice or an expense by itself, as a draft. Nothing is ever sent',
  }),
  amount_cap: z
    .string()
    .regex(/^[1-9]\d{0,11}$/, 'Write a whole amount above 0, such as 500')
    .meta({ description: 'Of L3: no more than this, before tax, in whole units of the money of the business' }),
}
/** A template of the business, or one that comes with the product. */
const templateId = Reference
const templates = {
  invoice_default_template_id: templateId,
  quote_default_template_id: templateId,
  message_payment_link_template_id: templateId,
}
const presets = z.array(z.string().regex(/^[a-z0-9_]{1,40}$/)).max(PROFILE_LIMITS.presets)

const effective = {
  profile_id: z.string(),
  version: z.number().meta({ description: 'Of the profile' }),
  name: z.string(),
  description: z.string(),
  labels: z.strictObject(labels),
  capabilities: z.strictObject(flags(CAPABILITIES)),
  required_fields: z.strictObject(required_fields),
  workflows: z.strictObject({ ...workflows, conversion_rules: z.strictObject(rules) }),
  extensions: z.strictObject({ work_item_fields: ExtensionFields }),
  automations: z.strictObject({ ar_reminders: z.strictObject(ar), ai_drafts: z.strictObject(autonomy) }),
  templates: z.strictObject(templates),
  integrations: z.strictObject({ presets }),
}

export const EffectiveProfile = z.strictObject(effective).meta({
  id: 'EffectiveProfile',
  description: 'What counts: the base, the chosen profile, and what the business changed of it',
}) satisfies z.ZodType<ProfileFacts>

export const ProfileId = z
  .string()
  .max(40)
  .refine((id) => PROFILES.some(({ profile_id }) => profile_id === id), 'Choose one of the profiles that there are')

/** Null takes back what the business had changed there, so that the profile's own counts again. */
const changes = <Shape extends Record<string, z.ZodType>>(shape: Shape) => {
  const fields = Object.entries(shape).map(([name, field]) => [name, field.nullish()])
  return z.strictObject(
    Object.fromEntries(fields) as { [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>> },
  )
}
const Changes = {
  labels: changes(labels),
  capabilities: changes(flags(CAPABILITIES)),
  required_fields: changes(required_fields),
  workflows: changes({ ...workflows, conversion_rules: changes(rules) }),
  extensions: changes({
    work_item_fields: z
      .record(FieldName, ExtensionField.nullable())
      .refine((fields) => Object.keys(fields).length <= PROFILE_LIMITS.fields, `At most ${PROFILE_LIMITS.fields}`),
  }),
  automations: changes({ ar_reminders: changes(scheduleFields), ai_drafts: changes(autonomy) }),
  templates: changes(templates),
  integrations: changes({ presets }),
}
const Parts = changes(Changes)
export const ChangeOverrides = z.strictObject({ ...Parts.shape, if_match_version: Version }).meta({
  id: 'ChangeOverrides',
  description: 'A part of a profile: what it names is changed, null takes back what was changed before',
})

const Choice = z.strictObject({ profile_id: z.string(), name: z.string(), description: z.string() })
export const Profile = z
  .strictObject({
    ...effective,
    overrides: Parts.meta({ description: 'What the business changed of its profile' }),
    choices: z.array(Choice).meta({ description: 'The profiles that there are' }),
    settings_version: z.number().meta({ description: 'What `if_match_version` is compared with' }),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Profile' })

export const PreviewProfile = z
  .strictObject({ profile_id: ProfileId.optional(), overrides: Parts.omit({ templates: true }).optional() })
  .meta({ id: 'PreviewProfile', description: 'A change that is only looked at: another profile, or more of its own' })

const concerned = z
  .number()
  .nullable()
  .meta({ description: 'So much is there, counted up to 1000; null if it is not counted' })
const Requirement = { entity: z.enum(REQUIRING_ENTITIES), field: z.string() }
export const ProfilePreview = z
  .strictObject({
    profile: EffectiveProfile,
    switched: z
      .array(z.strictObject({ name: z.enum(SWITCHES), on: z.boolean(), concerned }))
      .meta({ description: 'What appears or is hidden; its data is kept' }),
    required: z.array(
      z.strictObject({
        ...Requirement,
        of_some: z.boolean().meta({ description: 'Of work of some type or source only' }),
        concerned,
      }),
    ),
    no_longer_required: z.array(z.strictObject(Requirement)),
    relabelled: z.array(z.strictObject({ label: z.string(), before: z.string(), after: z.string() })),
  })
  .meta({ id: 'ProfilePreview' })

export type PreviewProfile = z.infer<typeof PreviewProfile>
export type ProfilePreview = z.infer<typeof ProfilePreview>
export type Profile = z.infer<typeof Profile>
export type ChangeOverrides = z.infer<typeof ChangeOverrides>
