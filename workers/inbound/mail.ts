import type { ForwardableEmailMessage } from '@cloudflare/workers-types'
import { Meter } from '../../core/db/meter.ts'
import { SystemDb } from '../../core/db/system-db.ts'
import { mailArrives } from '../../core/services/mail/receive.ts'
import { databaseOf, servicesOf } from '../context.ts'
import { enqueue } from '../enqueue.ts'
import type { Env } from '../env.ts'

/** What of Cloudflare's message is read here. */
export type IncomingMessage = Pick<ForwardableEmailMessage, 'from' | 'to' | 'rawSize' | 'setReject'> & {
  raw: ReadableStream<Uint8Array>
}

/** A mail is acknowledged once its bytes and its job are kept. A fault of ours throws: the sender's server tries again (IN6). */
export async function receiveMail(message: IncomingMessage, env: Env): Promise<void> {
  const { settings, fileStore, mailDomain } = servicesOf(env)
  const system = new SystemDb(databaseOf(settings, new Meter()))
  const { from, to, raw, rawSize: sizeBytes } = message
  const arrival = await mailArrives(system, fileStore, mailDomain, { from, to, raw, sizeBytes })
  if (arrival.outcome === 'rejected') return message.setReject(arrival.reason)
  console.log(JSON.stringify({ event: 'mail.received', tenant_id: arrival.tenantId, size_bytes: sizeBytes }))
  await enqueue(env, arrival.tenantId, [{ type: 'MAIL_READ', key: arrival.job }])
}
