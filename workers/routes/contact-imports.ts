import { z } from '@hono/zod-openapi'
import { IdParam } from '../../core/contract/common.ts'
import {
  AddImportRows,
  ContactImport,
  ContactImportQuery,
  ContactImportRow,
  CreateContactImport,
  ImportRowQuery,
  StartContactImport,
} from '../../core/contract/contact-imports.ts'
import { addImportRows } from '../../core/services/contact-imports/add-rows.ts'
import { createContactImport } from '../../core/services/contact-imports/create.ts'
import { deleteContactImport } from '../../core/services/contact-imports/delete.ts'
import { getContactImport, listContactImports, listImportRows } from '../../core/services/contact-imports/list.ts'
import { presentContactImport, presentImportRow } from '../../core/services/contact-imports/present.ts'
import { startContactImport } from '../../core/services/contact-imports/start.ts'
import { undoContactImport } from '../../core/services/contact-imports/undo.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Contacts']
const ofImport = { data: ContactImport, tags }

const list = route('get', '/contact-imports', {
  summary: 'List imports of contacts',
  query: ContactImportQuery,
  data: z.array(ContactImport),
  tags,
})
const create = route('post', '/contact-imports', {
  summary: 'Begin an import of contacts',
  body: CreateContactImport,
  status: 201,
  ...ofImport,
})
const get = route('get', '/contact-imports/{id}', { summary: 'Get an import and how far it is', ...ofImport })
const rows = route('get', '/contact-imports/{id}/rows', {
  summary: 'List the rows of an import, in the order of the file',
  query: ImportRowQuery,
  data: z.array(ContactImportRow),
  tags,
})
const addRows = route('post', '/contact-imports/{id}/add-rows', {
  summary: 'Add rows, or mend them, before it is started',
  body: AddImportRows,
  ...ofImport,
})
const start = route('post', '/contact-imports/{id}/start', {
  summary: 'Make contacts of the rows',
  body: StartContactImport,
  ...ofImport,
})
const undo = route('post', '/contact-imports/{id}/undo', {
  summary: 'Take an import of the last 24 hours back',
  ...ofImport,
})
const remove = route('delete', '/contact-imports/{id}', {
  summary: 'Throw an import away that was not started',
  data: z.object({ id: z.string() }),
  tags,
})

const contactImport = objectOf(getContactImport, presentContactImport)

export const contactImportRoutes = router()
  .openapi(list, (c) => page(c, listContactImports, c.req.valid('query'), presentContactImport))
  .openapi(create, (c) => contactImport.create(c, createContactImport, c.req.valid('json')))
  .openapi(get, (c) => contactImport.get(c))
  .openapi(rows, (c) =>
    page(c, listImportRows, { ...c.req.valid('query'), id: IdParam.parse(c.req.param()).id }, presentImportRow),
  )
  .openapi(addRows, (c) => contactImport.change(c, addImportRows, c.req.valid('json')))
  .openapi(start, (c) => contactImport.change(c, startContactImport, c.req.valid('json')))
  .openapi(undo, (c) => contactImport.change(c, undoContactImport))
  .openapi(remove, async (c) => answer(c, await contactImport.attempt(c, deleteContactImport)))
