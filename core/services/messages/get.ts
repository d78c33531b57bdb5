import type { TenantDb } from '../../db/tenant-db.ts'
import { loadMessage, type MessageRow } from './internal.ts'

export const getMessage = (tenant: TenantDb, id: string): Promise<MessageRow> =>
  loadMessage(tenant, 'conversations.read', id)
