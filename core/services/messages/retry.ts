import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { ATTEMPTS_MAX } from '../../domain/jobs/schedule.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { hasFailed, isUnderWay } from '../../domain/outbound/delivery.ts'
import { loadMessage, type MessageRow, messageObject, parseMessage } from './internal.ts'
import { claimedObject, type MessagePorts, mailMessage, parseClaimed, stillUnknown } from './mail.ts'
import { linkCall } from './thread-link.ts'
import { CLAIM_SECONDS, countCall, jobOf } from './write.ts'

/** Once more: what was refused as another mail, what nobody answered as the same. Three trips. */
export function retryMessage(tenant: TenantDb, ports: MessagePorts, id: string): Promise<MessageRow> {
  return tenant.once('messages.retry', parseMessage, async () => {
    const found = await loadMessage(tenant, 'messages.retry', id)
    if (found.status === null) throw new AppError('CONFLICT', 'This message was never sent')
    const attempt = (found.attempt ?? 1) + (hasFailed(found.status) ? 1 : 0)
    const now = new Date().toISOString()
    const [to] = found.to_addresses
    const link = await linkCall(ports, id)
    const claimed = await tenant.write(
      {
        action: 'messages.retry',
        id,
        version: found.outbound_version ?? undefined,
        leaseSeconds: CLAIM_SECONDS,
        jobs: [jobOf(id, attempt, null, now)],
      },
      [
        tenant.db.execute(
          sql`select ${countCall(to?.address ?? '', found.cc_addresses.length)}, ${attemptCall(id)}, ${link}`,
        ),
      ],
      claimedObject(id),
      parseClaimed,
    )
    return mailMessage(tenant, ports, claimed, answerOf(id))
  })
}

/** What the job of a message does when its time has come: nothing if it was taken back, or left already. */
export async function sendDueMessage(
  tenant: TenantDb,
  ports: MessagePorts,
  id: string,
  attempts: number,
): Promise<void> {
  const link = await linkCall(ports, id)
  const claimed = await tenant.write(
    { action: 'messages.send_attempted', id, leaseSeconds: CLAIM_SECONDS },
    [tenant.db.execute(sql`select ${attemptCall(id)}, ${link}`)],
    claimedObject(id),
    parseClaimed,
  )
  const row = await mailMessage(tenant, ports, claimed, answerOf(id), attempts >= ATTEMPTS_MAX)
  if (isUnderWay(row.status)) throw stillUnknown(row)
}

const answerOf = (id: string) => ({ object: messageObject(id), parse: parseMessage })
const attemptCall = (id: string) => sql`app.attempt_message(${id}::uuid, ${CLAIM_SECONDS}::int)`
