import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Template } from '../../contract/templates.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { templateMachine } from '../../domain/templates/machine.ts'
import { columnsOf } from '../columns.ts'

const TemplateRow = z.object({
  id: z.string(),
  type: Template.shape.type,
  name: z.string(),
  subject: z.string().nullable(),
  content: z.string(),
  channel: Template.shape.channel,
  language: z.string().nullable(),
  is_default: z.boolean(),
  profile_scopes: z.array(z.string()),
  status: z.enum(templateMachine.states),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type TemplateRow = z.infer<typeof TemplateRow>

export const parseTemplate = (row: unknown): TemplateRow => TemplateRow.parse(row)
export const templateObject = (id: string): SQL => sql`app.template_object(${id}::uuid)`
export const templateColumns = columnsOf(TemplateRow, { role: 'role' })
