import { z } from '@hono/zod-openapi'
import {
  CreateImport,
  Export,
  ExportQuery,
  ExportSchedule,
  Import,
  UpdateExportSchedule,
} from '../../core/contract/archive.ts'
import { IdParam } from '../../core/contract/common.ts'
import { createExport } from '../../core/services/exports/create.ts'
import { getExport, listExports } from '../../core/services/exports/list.ts'
import { presentExport } from '../../core/services/exports/present.ts'
import { rehearseExport } from '../../core/services/exports/rehearse.ts'
import { getExportSchedule, presentExportSchedule, updateExportSchedule } from '../../core/services/exports/schedule.ts'
import { createImport } from '../../core/services/imports/create.ts'
import { getImport, listImports } from '../../core/services/imports/list.ts'
import { presentImport } from '../../core/services/imports/present.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

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
const rehearse = route('post', '/export/{job_id}/rehearse', {
  summary: 'Try a restore: import the archive into a business that is thrown away, and compare the figures',
  params: JobParam,
  data: Export,
  tags,
})

const schedule = route('get', '/export-schedule', {
  summary: 'How often the business is exported by itself',
  data: ExportSchedule,
  tags,
})
const reschedule = route('patch', '/export-schedule', {
  summary: 'Export by itself, or not any more',
  body: UpdateExportSchedule,
  data: ExportSchedule,
  tags,
})
const imports = route('get', '/import', {
  summary: 'List past imports',
  query: ExportQuery,
  data: z.array(Import),
  tags,
})
const fill = route('post', '/import', {
  summary: 'Fill an empty business from an archive',
  body: CreateImport,
  status: 201,
  data: Import,
  tags,
})
const getFill = route('get', '/import/{job_id}', {
  summary: 'How far an import is, or why it was refused',
  params: JobParam,
  data: Import,
  tags,
})

const theSchedule = objectOf(
  (tenant) => getExportSchedule(tenant),
  presentExportSchedule,
  () => '',
)
const shown = (c: HubContext) => presentExport(c.var.services.fileAddresses)

/** Its link is of who asks. */
const exportOf = (c: HubContext) => objectOf(getExport, shown(c), (of) => JobParam.parse(of.req.param()).job_id)

export const archiveRoutes = router()
  .openapi(list, (c) => page(c, listExports, c.req.valid('query'), shown(c)))
  .openapi(create, async (c) => answer(c, shown(c)(await createExport(tenantDb(c))), { status: 201 }))
  .openapi(get, async (c) => answer(c, shown(c)(await getExport(tenantDb(c), c.req.valid('param').job_id))))
  .openapi(rehearse, (c) => exportOf(c).change(c, rehearseExport))
  .openapi(schedule, (c) => theSchedule.get(c))
  .openapi(reschedule, (c) => theSchedule.change(c, (tenant) => updateExportSchedule(tenant, c.req.valid('json'))))
  .openapi(imports, (c) => page(c, listImports, c.req.valid('query'), presentImport))
  .openapi(fill, async (c) =>
    answer(c, presentImport(await createImport(tenantDb(c), c.req.valid('json'))), { status: 201 }),
  )
  .openapi(getFill, async (c) => answer(c, presentImport(await getImport(tenantDb(c), c.req.valid('param').job_id))))
