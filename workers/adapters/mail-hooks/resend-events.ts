import { z } from 'zod'
import type { Told } from '../../../core/domain/outbound/delivery.ts'
import type { MailEvent } from '../../../core/services/outbound/receive.ts'

const TOLERANCE_SECONDS = 300

/** Of a webhook that Svix delivers, as Resend's are. */
export interface SvixHeaders {
  id: string | undefined
  timestamp: string | undefined
  signature: string | undefined
}

/** Signed by who knows the secret, not long ago; several signatures are there while a secret is changed. */
export async function isFromResend(
  body: string,
  { id, timestamp, signature }: SvixHeaders,
  secret: string,
  nowSeconds: number,
): Promise<boolean> {
  if (!id || !signature || !/^\d{1,12}$/.test(timestamp ?? '')) return false
  if (Math.abs(Number(timestamp) - nowSeconds) > TOLERANCE_SECONDS) return false
  const key = await importKey(secret)
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  const signatures = signature.split(' ').slice(0, 10)
  const given = signatures.flatMap((one) => (one.startsWith('v1,') ? (bytesOf(one.slice(3)) ?? []) : []))
  const checked = await Promise.all(given.map((one) => crypto.subtle.verify('HMAC', key, one, signed)))
  return checked.includes(true)
}

const importKey = (secret: string) => {
  const bytes = bytesOf(secret.replace(/^whsec_/, '')) ?? new TextEncoder().encode(secret)
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}

/** What of Resend's words brings a mail on. */
const TOLD: Record<string, Told> = {
  'email.sent': 'SENT',
  'email.delivered': 'DELIVERED',
  'email.delivery_delayed': 'DELAYED',
  'email.opened': 'OPENED',
  'email.clicked': 'CLICKED',
  'email.bounced': 'BOUNCED',
  'email.complained': 'COMPLAINED',
  'email.failed': 'FAILED',
  'email.suppressed': 'FAILED',
}
const REASON_MAX = 300

const name = z.string().min(1).max(255)
const Reason = z.object({ message: z.string().optional(), reason: z.string().optional(), type: z.string().optional() })
const Event = z.object({
  type: name,
  created_at: z.string().refine((at) => Number.isFinite(Date.parse(at))),
  data: z.object({
    email_id: name,
    bounce: Reason.optional(),
    failed: Reason.optional(),
    suppressed: Reason.optional(),
  }),
})

/** Null for what is not an event of a mail. */
export function readResendEvent(body: string, id: string): MailEvent | null {
  const parsed = Event.safeParse(jsonOf(body))
  if (!parsed.success) return null
  const { type, created_at, data } = parsed.data
  const why = data.bounce ?? data.failed ?? data.suppressed
  return {
    id: id.slice(0, 255),
    mailId: data.email_id,
    type,
    told: TOLD[type] ?? null,
    at: new Date(created_at).toISOString(),
    reason: (why?.message ?? why?.reason)?.slice(0, REASON_MAX).toWellFormed() ?? null,
    // What it does not say at all was given up.
    permanent: !/^(transient|undetermined)$/i.test(data.bounce?.type ?? ''),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
