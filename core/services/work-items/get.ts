import type { TenantDb } from '../../db/tenant-db.ts'
import { loadWorkItem, type WorkItemRow } from './internal.ts'

export const getWorkItem = (tenant: TenantDb, id: string): Promise<WorkItemRow> =>
  loadWorkItem(tenant, 'work_items.read', id)
