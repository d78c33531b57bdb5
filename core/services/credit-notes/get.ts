import type { TenantDb } from '../../db/tenant-db.ts'
import { listActivity } from '../documents/activity.ts'
import { type CreditNoteRow, loadCreditNote } from './internal.ts'

export const getCreditNote = (tenant: TenantDb, id: string): Promise<CreditNoteRow> =>
  loadCreditNote(tenant, 'credit_notes.read', id)

export const listCreditNoteActivity = (tenant: TenantDb, id: string) => listActivity(tenant, 'credit_notes', id)
