import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { ExportSchedule, type UpdateExportSchedule } from '../../contract/archive.ts'
import { callStep, getObject } from '../../db/records.ts'
import type { SystemDb } from '../../db/system-db.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { permittedActions } from '../../domain/actions.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { toInstantOrNull } from '../instants.ts'

const Row = z.object({
  every: ExportSchedule.shape.every,
  next_at: z.string().nullable(),
  version: z.number(),
  role: z.enum(ACTING_ROLES),
})
type Row = z.infer<typeof Row>

const parse = (row: unknown): Row => Row.parse(row)
const object = sql`app.export_schedule()`

/** How often the business is exported by itself, and when next. One trip. */
export const getExportSchedule = (tenant: TenantDb): Promise<Row> => getObject(tenant, 'exports.read', object, parse)

export const updateExportSchedule = (
  tenant: TenantDb,
  { every, if_match_version: version }: UpdateExportSchedule,
): Promise<Row> =>
  tenant.write(
    { action: 'exports.schedule', id: null, changes: { every } },
    callStep(tenant, [sql`app.set_export_schedule(${every}, ${version ?? null}::int)`]),
    object,
    parse,
  )

export const presentExportSchedule = ({ role, next_at, every, version }: Row): ExportSchedule =>
  ExportSchedule.parse({
    every,
    version,
    next_at: toInstantOrNull(next_at),
    allowed_actions: permittedActions(role, ['exports.schedule']),
  })

const BUSINESSES_MAX = 500

/** Asks for the exports whose night has come (NFR-4): once a day of a business, however often this runs. */
export const beginExports = (system: SystemDb): Promise<number | null> =>
  system.value<number>(sql`app.begin_exports(${BUSINESSES_MAX}::int)`)
