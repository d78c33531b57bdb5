import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type ConversationRow, conversationObject, parseConversation } from './internal.ts'

export const getConversation = (tenant: TenantDb, id: string): Promise<ConversationRow> =>
  getRecord(tenant, 'conversations.read', id, conversationObject(id), parseConversation)
