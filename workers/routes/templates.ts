import { z } from '@hono/zod-openapi'
import {
  CreateTemplate,
  PreviewTemplate,
  Template,
  TemplatePreview,
  TemplateQuery,
  UpdateTemplate,
} from '../../core/contract/templates.ts'
import { createTemplate } from '../../core/services/templates/create.ts'
import { deleteTemplate } from '../../core/services/templates/delete.ts'
import { getTemplate, listTemplates } from '../../core/services/templates/list.ts'
import { presentTemplate } from '../../core/services/templates/present.ts'
import { previewTemplate } from '../../core/services/templates/preview.ts'
import { updateTemplate } from '../../core/services/templates/update.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Templates']
const ofTemplate = { data: Template, tags }

const list = route('get', '/templates', {
  summary: 'Texts to use again; canned replies are of type MESSAGE',
  query: TemplateQuery,
  data: z.array(Template),
  tags,
})
const create = route('post', '/templates', {
  summary: 'Keep a text to use again',
  body: CreateTemplate,
  status: 201,
  ...ofTemplate,
})
const get = route('get', '/templates/{id}', { summary: 'Get a template', ...ofTemplate })
const update = route('patch', '/templates/{id}', { summary: 'Edit a template', body: UpdateTemplate, ...ofTemplate })
const remove = route('delete', '/templates/{id}', {
  summary: 'Delete a template',
  data: z.object({ id: z.string() }),
  tags,
})

const preview = route('post', '/templates/preview', {
  summary: 'A text as its receiver will read it: typed, kept, or the default for a document',
  body: PreviewTemplate,
  keyless: true,
  data: TemplatePreview,
  tags,
})

const template = objectOf(getTemplate, presentTemplate)

export const templateRoutes = router()
  .openapi(list, (c) => page(c, listTemplates, c.req.valid('query'), presentTemplate))
  .openapi(create, (c) => template.create(c, createTemplate, c.req.valid('json')))
  .openapi(preview, async (c) =>
    answer(c, await previewTemplate(tenantDb(c), c.var.services.letters.values, c.req.valid('json'))),
  )
  .openapi(get, (c) => template.get(c))
  .openapi(update, (c) => template.change(c, updateTemplate, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await deleteTemplate(tenantDb(c), c.req.valid('param').id)))
