import { z } from 'zod'
import { Instant, Page, requiredText, Version } from './common.ts'

export const TemplateType = z.enum(['INVOICE', 'QUOTE', 'MESSAGE', 'CHECKLIST', 'OTHER'])

const fields = {
  name: requiredText(120),
  content: requiredText(20_000).meta({ description: 'May name variables, such as {{contact.first_name}}' }),
  is_default: z.boolean(),
  profile_scopes: z.array(requiredText(40)).max(20),
}

export const CreateTemplate = z
  .strictObject({
    type: TemplateType,
    ...fields,
    is_default: fields.is_default.default(false),
    profile_scopes: fields.profile_scopes.default([]),
  })
  .meta({ id: 'CreateTemplate' })
export const UpdateTemplate = z
  .strictObject({ ...z.object(fields).partial().shape, if_match_version: Version })
  .meta({ id: 'UpdateTemplate' })
export const TemplateQuery = z.strictObject({ ...Page.shape, type: TemplateType.optional() })

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

export type CreateTemplate = z.infer<typeof CreateTemplate>
export type UpdateTemplate = z.infer<typeof UpdateTemplate>
export type TemplateQuery = z.infer<typeof TemplateQuery>
export type Template = z.infer<typeof Template>
