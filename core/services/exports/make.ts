import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { NewJob } from '../../contract/jobs.ts'
import { callStep } from '../../db/records.ts'
import type { SystemDb } from '../../db/system-db.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { COLUMN_KINDS } from '../../domain/archive/columns.ts'
import { KEPT_DAYS } from '../../domain/archive/limits.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { toInstant } from '../instants.ts'
import type { FileStore } from '../ports.ts'
import { archiveKey } from './internal.ts'
import { membersOf } from './members.ts'
import type { ArchiveFormat, PartStore } from './ports.ts'
import { AnotherArchive, type KeptPart, keepProgress, uploadParts } from './upload.ts'

export interface ExportPorts {
  fileStore: FileStore
  partStore: PartStore
  archiveFormat: ArchiveFormat
  system: SystemDb
}

/** Of the job that makes an export: its handle, one whose transactions see one moment, and the lease that names it. */
export interface ExportJob {
  tenant: TenantDb
  snapshot: TenantDb
  tenant_id: string
  lease: string
}

const Work = z.object({
  is_over: z.boolean(),
  snapshot_at: z.string().nullable(),
  entities: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.object({ name: z.string(), kind: z.enum(COLUMN_KINDS) })),
      csv: z.boolean(),
      rows: z.number(),
      bytes: z.number(),
      chunks: z.number(),
    }),
  ),
  upload_id: z.string().nullable(),
  parts: z.array(z.object({ tag: z.string(), sum: z.string().default('') })),
  business: z.object({ id: z.string(), name: z.string(), currency: z.string(), timezone: z.string() }),
})
type Work = z.infer<typeof Work>

/**
 * Makes the archive of an export that was asked for: a snapshot in one transaction, then its ZIP in parts. Killed anywhere it
 * goes on where it was: the snapshot is taken once, and what was uploaded is kept. Trips: one for the snapshot, one for each
 * MiB of it (twice for the CSV of large tables), one for each part.
 */
export async function makeExport(ports: ExportPorts, job: ExportJob, id: string): Promise<void> {
  let work = await readWork(job.tenant, id)
  if (work.is_over) return
  if (!work.snapshot_at) {
    await job.snapshot.commit({
      beat: { action: 'exports.begin', id },
      steps: callStep(job.snapshot, [sql`app.take_snapshot(${id}::uuid)`]),
    })
    work = await readWork(job.tenant, id)
  }
  const size = await upload(ports, job, id, work)
  const forget = {
    type: 'EXPORT_FORGET',
    key: `export-forget:${id}`,
    payload: { export_id: id },
    delay_seconds: KEPT_DAYS * 24 * 3600,
  } as const
  await end(job.tenant, 'exports.finish', id, { size }, [forget])
}

async function readWork(tenant: TenantDb, id: string): Promise<Work> {
  const step = tenant.db.execute<{ work: unknown }>(sql`select app.export_work(${id}::uuid) as work`)
  const [, { rows }] = await tenant.read('exports.work', step)
  if (!rows[0]?.work) throw new AppError('NOT_FOUND', 'Not found')
  return Work.parse(rows[0].work)
}

async function upload(ports: ExportPorts, job: ExportJob, id: string, work: Work): Promise<number> {
  const key = archiveKey(job.tenant_id, id)
  if (work.upload_id) {
    try {
      return await send(ports, job, id, work, work.upload_id, work.parts)
    } catch (error) {
      if (!(error instanceof AnotherArchive)) throw error
      await ports.partStore.abort(key, work.upload_id)
    }
  }
  const uploadId = await ports.partStore.begin(key)
  try {
    await keepProgress(ports.system, job, id, { upload_id: uploadId })
  } catch (error) {
    await ports.partStore.abort(key, uploadId)
    throw error
  }
  return send(ports, job, id, work, uploadId, [])
}

async function send(
  ports: ExportPorts,
  job: ExportJob,
  id: string,
  work: Work,
  uploadId: string,
  parts: readonly KeptPart[],
): Promise<number> {
  const { partStore: store, archiveFormat: format, fileStore, system } = ports
  const key = archiveKey(job.tenant_id, id)
  const at = toInstant(work.snapshot_at ?? '')
  const snapshot = { id, business: work.business, at, entities: work.entities }
  const stream = format.zip(membersOf({ tenant: job.tenant, fileStore, format }, snapshot), new Date(at))
  const keep = async (part: KeptPart, bytes: number) => {
    await keepProgress(system, job, id, { part, bytes })
  }
  const { tags, bytes } = await uploadParts({ store, format, keep }, { key, uploadId, parts }, stream)
  // Completed by an attempt that did not come to say so.
  if ((await store.sizeOf(key)) !== bytes) await store.complete(key, uploadId, tags)
  return bytes
}

/** Given up: the reason is shown, and nothing of the archive is left. */
export async function failExport(ports: ExportPorts, job: ExportJob, id: string, reason: string): Promise<void> {
  const { upload_id } = await readWork(job.tenant, id)
  if (upload_id) await ports.partStore.abort(archiveKey(job.tenant_id, id), upload_id).catch(() => {})
  await end(job.tenant, 'exports.fail', id, { reason }, [])
}

interface Ended {
  size?: number
  reason?: string
}

async function end(
  tenant: TenantDb,
  action: 'exports.finish' | 'exports.fail',
  id: string,
  { size, reason }: Ended,
  jobs: readonly NewJob[],
): Promise<void> {
  const changes = { ...(size === undefined ? {} : { size_bytes: size }), ...(reason === undefined ? {} : { reason }) }
  const ended = sql`app.end_export(${id}::uuid, ${size ?? null}::bigint, ${reason ?? null}::text, ${KEPT_DAYS}::int)`
  await tenant.commit({ beat: { action, id, changes, jobs }, steps: callStep(tenant, [ended]) })
}
