import { z } from 'zod'
import { TEMPLATE_TYPES } from '../domain/templates/variables.ts'
import { Instant, LanguageTag, Page, Reference, requiredText, text, Version } from './common.ts'

export const TemplateType = z.enum(TEMPLATE_TYPES)
const TemplateChannel = z.enum(['EMAIL', 'SMS'])

const fields = {
  name: requiredText(120),
  subject: text(200).nullable().meta({ description: 'Of the mail; null: the one that comes with the product' }),
  content: requiredText(20_000).meta({ description: 'May name variables, such as {{contact.first_name}}' }),
  channel: TemplateChannel.nullable().meta({ description: 'For which it was written; null: for any' }),
  language: LanguageTag.nullable().meta({ description: 'In which it is written; null: it goes to anybody' }),
  is_default: z.boolean().meta({
    description:
      'Proposed where one of its type, channel, language and profiles is wanted. The one before is it no longer',
  }),
  profile_scopes: z.array(requiredText(40)).max(20).meta({ description: 'Profiles that it is for; none: for all' }),
}

export const CreateTemplate = z
  .strictObject({
    type: TemplateType,
    name: fields.name,
    content: fields.content,
    subject: fields.subject.default(null),
    channel: fields.channel.default(null),
    language: fields.language.default(null),
    is_default: fields.is_default.default(false),
    profile_scopes: fields.profile_scopes.default([]),
  })
  .meta({ id: 'CreateTemplate' })
export const UpdateTemplate = z
  .strictObject({ ...z.object(fields).partial().shape, if_match_version: Version })
  .meta({ id: 'UpdateTemplate' })
export const TemplateQuery = z.strictObject({
  ...Page.shape,
  type: TemplateType.optional(),
  language: LanguageTag.optional(),
})

export const Template = z
  .strictObject({
    id: z.string(),
    type: TemplateType,
    ...fields,
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    created_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Template' })

export const PreviewTemplate = z
  .strictObject({
    type: z
      .enum([...TEMPLATE_TYPES, 'REMINDER'])
      .meta({ description: 'REMINDER: the one of invoice_id that a person would send now' }),
    channel: TemplateChannel.default('EMAIL'),
    template_id: Reference.optional().meta({ description: 'One that is kept; without it and content the default' }),
    subject: fields.subject.optional(),
    content: fields.content.optional().meta({ description: 'A text that is not kept yet' }),
    language: fields.language.optional().meta({ description: 'In which the text that is not kept is written' }),
    invoice_id: Reference.optional().meta({ description: 'What it is filled with; without any of these an example' }),
    quote_id: Reference.optional(),
    contact_id: Reference.optional().meta({
      description:
        'Of a text of an invoice or quote that is not made yet: what that will say stands in it until it is sent',
    }),
  })
  .meta({ id: 'PreviewTemplate' })

export const TemplatePreview = z
  .strictObject({
    template_id: z
      .string()
      .nullable()
      .meta({ description: 'Null: a text that is not kept, or that comes with the product' }),
    type: TemplateType.meta({ description: 'Of REMINDER the one that it comes to' }),
    name: z.string().nullable(),
    language: z.string().meta({ description: 'In which its days and amounts are written' }),
    subject: z.string().nullable(),
    text: z.string(),
    missing: z.array(z.string()).meta({
      description:
        'Nothing is known for them: they stand in the text as they were written. Of a reminder that begins with a default: why it is the text that comes with the product',
    }),
    when_sent: z.array(z.string()).meta({
      description:
        'Filled when it is sent, and standing in the text until then: its number where it has none yet, and always its link',
    }),
  })
  .meta({ id: 'TemplatePreview' })

export type CreateTemplate = z.infer<typeof CreateTemplate>
export type UpdateTemplate = z.infer<typeof UpdateTemplate>
export type TemplateQuery = z.infer<typeof TemplateQuery>
export type Template = z.infer<typeof Template>
export type PreviewTemplate = z.infer<typeof PreviewTemplate>
export type TemplatePreview = z.infer<typeof TemplatePreview>
