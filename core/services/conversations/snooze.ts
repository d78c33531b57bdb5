import { sql } from 'drizzle-orm'
import type { SnoozeConversation } from '../../contract/conversations.ts'
import { callStep, moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { type ConversationRow, conversationObject, parseConversation } from './internal.ts'

/** Hides it until a time within a year, or until somebody writes in it. One trip. */
export function snoozeConversation(
  tenant: TenantDb,
  id: string,
  { until, if_match_version: version }: SnoozeConversation,
): Promise<ConversationRow> {
  return tenant.write(
    { action: 'conversations.snooze', id, version, changes: { snoozed_until: until } },
    [
      ...callStep(tenant, [sql`app.snooze_conversation(${id}::uuid, ${until}::timestamptz)`]),
      moveRecord(tenant, 'conversations.snooze', id, { snoozedUntil: new Date(until) }),
    ],
    conversationObject(id),
    parseConversation,
  )
}

/** Its time has come; nothing if it came back before, was closed, or waits for longer by now. */
export async function wakeConversation(tenant: TenantDb, id: string): Promise<void> {
  try {
    await tenant.commit({
      beat: { action: 'conversations.wake', id },
      steps: [
        moveRecord(tenant, 'conversations.wake', id),
        ...callStep(tenant, [sql`app.wake_conversation(${id}::uuid)`]),
      ],
    })
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'CONFLICT' && error.code !== 'NOT_FOUND')) throw error
  }
}
