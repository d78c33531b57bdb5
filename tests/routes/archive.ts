import { newId } from '../../core/db/ids.ts'
import { until } from '../support/api.ts'
import { dataOf, type MakeId, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { untilFilled } from '../support/until-filled.ts'

/** Those before are of other minutes, so that the next one is another. */
const anew = (b: TeamBusiness) =>
  b.stack.admin(`update exports set bucket = id::text where tenant_id = $1`, [b.tenantId])

async function create(b: TeamBusiness) {
  await anew(b)
  return dataOf<{ job_id: string }>(b.owner.post('/v1/export', {}))
}
const exported: MakeId = async (b) => (await create(b)).job_id

/** An archive as far as its row goes; an import of it is refused by its job. */
async function file(b: TeamBusiness): Promise<string> {
  const id = newId()
  await b.stack.admin(
    `insert into files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, created_by)
     values ($1, $2, 'archive.zip', 'application/zip', 100, repeat('a', 64), 'STORED', 'nothing', 'x')`,
    [b.tenantId, id],
  )
  return id
}

/** Nothing in the business: only then can it be filled. */
async function emptied(b: TeamBusiness): Promise<void> {
  await untilFilled(b)
  await b.stack.admin(
    `with t as (select set_config('app.tenant', $1, true)) select app.undo_archive(gen_random_uuid(), 100000) from t`,
    [b.tenantId],
  )
}

/** One that was refused: to read of it, no business has to be empty. */
const refused: MakeId = async (b) => {
  const id = newId()
  await b.stack.admin(
    `insert into imports (tenant_id, id, file_id, status, reason, finished_at, created_by) values ($1, $2, $3, 'FAILED', 'This is no archive', now(), 'x')`,
    [b.tenantId, id, await file(b)],
  )
  return id
}

/** With an archive that can be fetched; no other is being tried. */
const ready: MakeId = async (b) => {
  const job_id = await exported(b)
  await until(
    () => b.stack.admin(`select from exports where id = $1 and status = 'READY'`, [job_id]),
    (rows) => rows.length > 0,
  )
  await until(
    () => b.stack.admin(`select from app.tenants where rehearsal_of = $1`, [b.tenantId]),
    (rows) => rows.length === 0,
  )
  return job_id
}

/** One that came to nothing. */
const failed: MakeId = async (b) => {
  const id = await ready(b)
  await b.stack.admin(`update exports set status = 'FAILED', reason = 'No room' where tenant_id = $1 and id = $2`, [
    b.tenantId,
    id,
  ])
  return id
}

export default {
  rows: {
    'GET /v1/export': { list: { add: create } },
    'POST /v1/export': {
      call: async (b) => {
        await anew(b)
        return {}
      },
    },
    'GET /v1/export/{job_id}': { call: async (b) => ({ params: { job_id: await exported(b) } }) },
    'POST /v1/export/{job_id}/rehearse': {
      call: async (b) => ({ params: { job_id: await ready(b) } }),
      late: async (b) => ({ params: { job_id: await failed(b) } }),
    },
    'GET /v1/export-schedule': { call: async () => ({}) },
    'PATCH /v1/export-schedule': { call: async () => ({ body: { every: 'WEEK' } }) },
    'GET /v1/import': { list: { add: (b) => refused(b) } },
    'POST /v1/import': {
      call: async (b) => {
        await emptied(b)
        return { body: { file_id: await file(b) } }
      },
      isOfEmpty: true,
    },
    'GET /v1/import/{job_id}': { call: async (b) => ({ params: { job_id: await refused(b) } }) },
  },
  references: { file_id: { make: file } },
} satisfies Resource
