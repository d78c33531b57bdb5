import { z } from 'zod'
import { DecimalInput, Instant, Page, Reference, requiredText, text, Version } from './common.ts'

export const ItemStatus = z.enum(['ACTIVE', 'ARCHIVED'])

const fields = {
  name: requiredText(200),
  description: text(2000).nullish(),
  unit: text(20).nullish().meta({ description: 'What one of it is, such as hour or m²' }),
  rate: DecimalInput.meta({ description: 'For one, in the currency of the business' }),
  tax_rate_id: Reference.nullish(),
}

export const CreateItem = z.strictObject(fields).meta({ id: 'CreateItem' })
export const UpdateItem = z
  .strictObject({ ...z.object(fields).partial().shape, status: ItemStatus.optional(), if_match_version: Version })
  .meta({ id: 'UpdateItem' })
export const ItemQuery = z.strictObject({
  ...Page.shape,
  status: ItemStatus.default('ACTIVE'),
  q: z.string().max(200).optional(),
})

export const Item = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    unit: z.string().nullable(),
    rate: z.string().meta({ example: '120.00' }),
    currency: z.string(),
    tax_rate_id: z.string().nullable(),
    tax_name: z.string().nullable(),
    status: ItemStatus,
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    created_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Item' })

export const SuggestQuery = z.strictObject({ q: z.string().max(200).default('') })
/** What a line can be filled with: an item of the price list, or a line written before. */
export const LineSuggestion = z
  .strictObject({
    item_id: z.string().nullable(),
    name: z.string(),
    description: z.string().nullable(),
    unit: z.string().nullable(),
    rate: z.string().meta({ example: '120.00' }),
    currency: z.string(),
    tax_rate_id: z.string().nullable(),
  })
  .meta({ id: 'LineSuggestion' })

export type CreateItem = z.infer<typeof CreateItem>
export type UpdateItem = z.infer<typeof UpdateItem>
export type ItemQuery = z.infer<typeof ItemQuery>
export type Item = z.infer<typeof Item>
export type LineSuggestion = z.infer<typeof LineSuggestion>
