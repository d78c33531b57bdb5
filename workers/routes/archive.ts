import { z } from '@hono/zod-openapi'
import { Export, ExportQuery } from '../../core/contract/archive.ts'
import { IdParam } from '../../core/contract/common.ts'
import { createExport } from '../../core/services/exports/create.ts'
import { getExport, listExports } from '../../core/services/exports/list.ts'
import { presentExport } from '../../core/services/exports/present.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { page } from './object.ts'

const tags = ['Business']
const JobParam = z.object({ job_id: IdParam.shape.id })

const list = route('get', '/export', { summary: 'List past exports', query: ExportQuery, data: z.array(Export), tags })
const create = route('post', '/export', {
  summary: 'Ask for an archive of everything; asked twice within a minute it is the same',
  status: 201,
  data: Export,
  tags,
})
const get = route('get', '/export/{job_id}', {
  summary: 'How far an export is, and its archive',
  params: JobParam,
  data: Export,
  tags,
})

const shown = (c: HubContext) => presentExport(c.var.services.fileAddresses)

export const archiveRoutes = router()
  .openapi(list, (c) => page(c, listExports, c.req.valid('query'), shown(c)))
  .openapi(create, async (c) => answer(c, shown(c)(await createExport(tenantDb(c))), { status: 201 }))
  .openapi(get, async (c) => answer(c, shown(c)(await getExport(tenantDb(c), c.req.valid('param').job_id))))
