import { Import } from '../../contract/archive.ts'
import { mayTouch } from '../../domain/actions.ts'
import { importMachine } from '../../domain/archive/import-machine.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import type { ImportRow } from './internal.ts'

/** The wire shape of an import; parsed, so that no column leaks. */
export const presentImport = ({ id, role, ...row }: ImportRow): Import =>
  Import.parse({
    ...row,
    job_id: id,
    finished_at: toInstantOrNull(row.finished_at),
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    allowed_actions: allowedActions(importMachine, row, (action) => mayTouch(role, action, true)),
  })
