import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Rehearsal } from '../../contract/archive.ts'
import { callStep } from '../../db/records.ts'
import type { SystemDb } from '../../db/system-db.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { COUNTED_ENTITIES, type Compared, type Counted, compareFigures, Figures } from '../../domain/archive/figures.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { FileStore } from '../ports.ts'
import { Archive } from './archive.ts'
import { rowsFrom } from './rows.ts'
import { NOT_FILLED, readWork, WORK_MS } from './work.ts'

const DROPPED_ROWS = 5000

/** Of the job that tries a restore: its own business, the export, and the business that is thrown away with its handle. */
export interface RehearsalJob {
  tenant: TenantDb
  tenantId: string
  lease: string
  exportId: string
  id: string
  hidden: TenantDb
}

type Report = Pick<Rehearsal, 'rows' | 'figures' | 'equal'>
const Held = z.object({ is_open: z.boolean(), is_there: z.boolean() })

/** Where it is; from now on this job does the work of the import, too. Throws CONFLICT, hint job, for who lost his lease. */
export async function holdRehearsal(system: SystemDb, job: RehearsalJob): Promise<z.infer<typeof Held>> {
  const { tenantId, exportId, id, lease } = job
  return Held.parse(
    await system.value(
      sql`app.hold_rehearsal(${tenantId}::uuid, ${exportId}::uuid, ${id}::uuid, ${lease}::timestamptz)`,
    ),
  )
}

/** The figures of an archive and of the business that it filled, as they are counted on either side. A trip, and a pass over what has money. */
export async function compareRestored(store: FileStore, { hidden, id }: RehearsalJob): Promise<Report> {
  const archive = await Archive.open(store, await readWork(hidden, id))
  const compared = compareFigures(await figuresOf(archive), await restoredFigures(hidden))
  return {
    rows: Number(sumOf(compared.filter(({ name }) => name.startsWith('rows.')))),
    figures: compared.map(shown),
    equal: compared.every(({ equal }) => equal),
  }
}

const sumOf = (compared: readonly Compared[]) => compared.reduce((sum, { restored }) => sum + restored, 0n)

function shown({ name, currency, in_archive, restored, equal }: Compared): Rehearsal['figures'][number] {
  const text = (value: bigint) => (currency === null ? String(value) : formatMoney(value, currency))
  return {
    name,
    ...(currency === null ? {} : { currency }),
    in_archive: text(in_archive),
    restored: text(restored),
    equal,
  }
}

async function figuresOf(archive: Archive): Promise<Counted[]> {
  const figures = new Figures()
  for (const { name, rows } of (await archive.manifest()).members) {
    const entity = /^data\/(.*)\.ndjson$/.exec(name)?.[1]
    if (entity && !NOT_FILLED.includes(entity)) figures.add(`rows.${entity}`, null, BigInt(rows ?? 0))
  }
  for (const entity of COUNTED_ENTITIES)
    for (let offset = 0; ; ) {
      const { rows, next } = await rowsFrom(archive, entity, offset)
      if (rows.length === 0) break
      figures.addRows(entity, rows)
      offset = next
    }
  figures.add('wrong_in_books', null, 0n)
  return figures.all()
}

const Restored = z.array(z.object({ name: z.string(), currency: z.string().nullable(), value: z.string() }))

async function restoredFigures(hidden: TenantDb): Promise<Counted[]> {
  const step = hidden.db.execute<{ figures: unknown }>(sql`select app.restored_figures() as figures`)
  const [, { rows }] = await hidden.read('imports.look', step)
  return Restored.parse(rows[0]?.figures).map((figure) => ({ ...figure, value: BigInt(figure.value) }))
}

/** What came of it, said once where it was asked for: figures, or the reason why there are none. */
export async function endRehearsal(
  { tenant, exportId, id }: RehearsalJob,
  told: Report | { reason: string },
): Promise<void> {
  const changes = 'reason' in told ? told : { equal: told.equal }
  await tenant.commit({
    beat: { action: 'exports.compare', id: exportId, changes },
    steps: callStep(tenant, [sql`app.end_rehearsal(${exportId}::uuid, ${id}::uuid, ${JSON.stringify(told)}::jsonb)`]),
  })
}

/** The business that was filled goes with every row. True while there is more of it. */
export async function dropRehearsal(system: SystemDb, id: string): Promise<boolean> {
  const until = Date.now() + WORK_MS
  while (Date.now() < until)
    if (await system.value<boolean>(sql`app.drop_rehearsal(${id}::uuid, ${DROPPED_ROWS}::int)`)) return false
  return true
}
