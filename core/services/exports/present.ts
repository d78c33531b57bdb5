import { Export, Rehearsal } from '../../contract/archive.ts'
import { mayTouch } from '../../domain/actions.ts'
import { exportMachine } from '../../domain/archive/export-machine.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import type { FileAddresses } from '../ports.ts'
import type { ExportRow } from './internal.ts'

const DAY_LENGTH = '2026-12-04'.length

/** The wire shape of an export; its link is of who asks, and good only while he may have it. */
export const presentExport =
  (addresses: FileAddresses) =>
  (row: ExportRow): Export =>
    Export.parse({
      job_id: row.id,
      kind: row.kind,
      status: row.status,
      progress: row.progress,
      download_url: row.is_kept
        ? addresses.archive({ tenantId: row.tenant_id, exportId: row.id, userId: row.user_id, fileName: nameOf(row) })
        : null,
      file_name: nameOf(row),
      rows: row.rows,
      size_bytes: row.size_bytes,
      reason: row.reason,
      rehearsal: presentRehearsal(row.rehearsal),
      snapshot_at: toInstantOrNull(row.snapshot_at),
      finished_at: toInstantOrNull(row.finished_at),
      expires_at: toInstantOrNull(row.expires_at),
      version: row.version,
      created_at: toInstant(row.created_at),
      updated_at: toInstant(row.updated_at),
      created_by: row.created_by,
      allowed_actions: allowedActions(
        exportMachine,
        row,
        (action) => mayTouch(row.role, action, true) && (action !== 'exports.rehearse' || isTriable(row)),
      ),
    })

/** Of an export that was never tried null; of one that waits what is not known yet is empty. */
function presentRehearsal(rehearsal: unknown): Rehearsal | null {
  if (!rehearsal) return null
  const { id: _, ...told } = rehearsal as { id: string; checked_at?: string }
  const checked_at = toInstantOrNull(told.checked_at ?? null)
  return Rehearsal.parse({ rows: 0, figures: [], equal: false, reason: null, ...told, checked_at })
}

/** One whose end is known, or that there never was, can be followed by another. */
function isTriable({ is_kept, rehearsal }: ExportRow): boolean {
  const { checked_at } = (rehearsal ?? {}) as { checked_at?: string }
  return is_kept && (!rehearsal || checked_at !== undefined)
}

const nameOf = ({ created_at }: ExportRow) => `export-${toInstant(created_at).slice(0, DAY_LENGTH)}.zip`
