import { ContactImport, ContactImportRow } from '../../contract/contact-imports.ts'
import { mayTouch } from '../../domain/actions.ts'
import { contactImportMachine } from '../../domain/contacts/import-machine.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { toInstant } from '../instants.ts'
import type { ImportRow, RowOfImport } from './internal.ts'

/** The wire shape of an import; parsed, so that no column leaks. */
export const presentContactImport = ({ role, undoable, ...row }: ImportRow): ContactImport =>
  ContactImport.parse({
    ...row,
    finished_at: row.finished_at && toInstant(row.finished_at),
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    allowed_actions: allowedActions(contactImportMachine, { ...row, undoable }, (action) =>
      mayTouch(role, action, true),
    ),
  })

export const presentImportRow = ({ row_no, duplicate_of, duplicate_name, ...row }: RowOfImport): ContactImportRow =>
  ContactImportRow.parse({
    ...row,
    row: row_no,
    duplicate: duplicate_of && duplicate_name ? { contact_id: duplicate_of, display_name: duplicate_name } : null,
  })
