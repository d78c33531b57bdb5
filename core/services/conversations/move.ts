import { moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type ConversationRow, conversationObject, parseConversation } from './internal.ts'

type Move = (tenant: TenantDb, id: string) => Promise<ConversationRow>

const moveBy =
  (action: 'conversations.open' | 'conversations.close'): Move =>
  (tenant, id) =>
    tenant.write({ action, id }, [moveRecord(tenant, action, id)], conversationObject(id), parseConversation)

export const openConversation = moveBy('conversations.open')
/** Hides it from the list of what is open, no more (H-SM-8). */
export const closeConversation = moveBy('conversations.close')
