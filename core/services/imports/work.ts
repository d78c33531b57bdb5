import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { idOf } from '../../db/ids.ts'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { renamedRow, renamer } from '../../domain/archive/renamed.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { ROLES } from '../../domain/permissions.ts'
import type { ArchiveFormat } from '../exports/ports.ts'
import type { FileStore } from '../ports.ts'
import { Archive } from './archive.ts'
import { checkArchive, type Entity } from './check.ts'
import { copyContents } from './contents.ts'
import { type ArchiveRow, allRows, rowsFrom } from './rows.ts'
import { overridesOf, refuseSettings } from './settings.ts'

export interface ImportPorts {
  fileStore: FileStore
  archiveFormat: ArchiveFormat
}

/** Of one visit of the job, well within its lease; then it is another's turn. */
export const WORK_MS = 180_000
const UNDO_ROWS = 5000
/** Settings, members and the history are no rows of tables that an import fills. */
export const NOT_FILLED = ['business', 'profile_overrides', 'members', 'audit']

const Work = z.object({
  is_over: z.boolean(),
  place: z.object({ step: z.number(), offset: z.number(), undo: z.boolean().optional() }),
  reason: z.string().nullable(),
  object_key: z.string(),
  size_bytes: z.number(),
  is_rehearsal: z.boolean(),
  entities: z.array(z.object({ name: z.string(), columns: z.array(z.string()), late: z.boolean() })),
})
type Work = z.infer<typeof Work>

interface Step {
  entity: string
  late: boolean
}

/** In the order in which tables name each other; then what is filled late. */
const stepsOf = (entities: readonly Entity[]): Step[] => [
  ...entities.filter(({ name }) => !NOT_FILLED.includes(name)).map(({ name }) => ({ entity: name, late: false })),
  ...entities.filter(({ late }) => late).map(({ name }) => ({ entity: name, late: true })),
]

/**
 * Goes on with an import: the archive is looked at whole, then its files are copied, then its rows come, five hundred to a
 * transaction that also says where it is. True while there is more to do. Throws BadZip for what cannot be imported.
 */
export async function workOnArchive(
  ports: ImportPorts,
  tenant: TenantDb,
  tenantId: string,
  id: string,
): Promise<boolean> {
  const work = await readWork(tenant, id)
  if (work.is_over) return false
  if (work.place.undo) return takeBack(tenant, id)
  const archive = await Archive.open(ports.fileStore, work)
  let { step, offset } = work.place
  if (step < 0) {
    await checkArchive(archive, ports.archiveFormat, work.entities)
    // Their hashes were looked at; where a restore is tried nothing is stored a second time.
    if (!work.is_rehearsal) await copyContents(ports.fileStore, archive, { tenantId, importId: id })
    await move(tenant, id, { step: 0, offset: 0 }, [], 0, 0)
    step = 0
  }
  const steps = stepsOf(work.entities)
  const until = Date.now() + WORK_MS
  for (; step < steps.length; step++, offset = 0) {
    for (;;) {
      if (Date.now() > until) return true
      const next = await fill(archive, tenant, id, steps[step]!, { step, offset })
      if (next === null) break
      offset = next
    }
  }
  await finish(archive, tenant, id)
  return false
}

/** The next rows; null behind the last. */
async function fill(
  archive: Archive,
  tenant: TenantDb,
  id: string,
  { entity, late }: Step,
  { step, offset }: { step: number; offset: number },
): Promise<number | null> {
  const { rows, next } = await rowsFrom(archive, entity, offset)
  if (rows.length === 0) return null
  const rename = renamer(id)
  const renamed = JSON.stringify(rows.map((row) => renamedRow(row, rename)))
  const call = late
    ? sql`app.import_late_rows(${entity}, ${renamed}::jsonb)`
    : sql`app.import_rows(${id}::uuid, ${entity}, ${renamed}::jsonb)`
  await move(tenant, id, { step, offset: next }, [call], late ? 0 : rows.length, next - offset)
  return next
}

const move = (tenant: TenantDb, id: string, place: object, calls: SQL[], rows: number, bytes: number): Promise<void> =>
  tenant.commit({
    beat: { action: 'imports.work', id, changes: { rows } },
    steps: callStep(tenant, [
      ...calls,
      sql`app.move_import(${id}::uuid, ${JSON.stringify(place)}::jsonb, ${rows}::int, ${bytes}::bigint)`,
    ]),
  })

const Member = z.object({ email: z.email().max(254), role: z.enum(ROLES) })

async function finish(archive: Archive, tenant: TenantDb, id: string): Promise<void> {
  const [business] = await allRows(archive, 'business')
  refuseSettings(business)
  const [own] = await allRows(archive, 'profile_overrides')
  const overrides = overridesOf(own, business, id)
  const members = await Promise.all(
    (await allRows(archive, 'members')).flatMap(memberOf).map((member) => named(id, member)),
  )
  await tenant.commit({
    beat: { action: 'imports.finish', id },
    steps: callStep(tenant, [
      sql`app.finish_import(${id}::uuid, ${JSON.stringify(business)}::jsonb, ${overrides && JSON.stringify(overrides)}::jsonb, ${JSON.stringify(members)}::jsonb)`,
    ]),
  })
}

const memberOf = (row: ArchiveRow) => Member.safeParse(row).data ?? []
const named = async (id: string, member: { email: string; role: string }) => ({
  id: await idOf(`${id}\n${member.email}`),
  ...member,
})

export async function readWork(tenant: TenantDb, id: string): Promise<Work> {
  const step = tenant.db.execute<{ work: unknown }>(sql`select app.import_work(${id}::uuid) as work`)
  const [, { rows }] = await tenant.read('imports.look', step)
  if (!rows[0]?.work) throw new AppError('NOT_FOUND', 'Not found')
  return Work.parse(rows[0].work)
}

/** The archive cannot be imported: what it made already is taken back. True while there is more of that. */
export async function refuseImport(tenant: TenantDb, id: string, reason: string): Promise<boolean> {
  await tenant.commit({
    beat: { action: 'imports.refuse', id, changes: { reason } },
    steps: callStep(tenant, [sql`app.refuse_import(${id}::uuid, ${reason})`]),
  })
  return takeBack(tenant, id)
}

async function takeBack(tenant: TenantDb, id: string): Promise<boolean> {
  const until = Date.now() + WORK_MS
  while (Date.now() < until) if (!(await undo(tenant, id))) return false
  return true
}

/** True while there is more to take back. */
async function undo(tenant: TenantDb, id: string): Promise<boolean> {
  const gone = await tenant.write(
    { action: 'imports.fail', id },
    [],
    sql`jsonb_build_object('gone', app.undo_archive(${id}::uuid, ${UNDO_ROWS}))`,
    (row) => z.object({ gone: z.boolean() }).parse(row).gone,
  )
  return !gone
}
