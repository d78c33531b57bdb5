import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { HookedMail } from './hooked-mail.ts'

/** What of Postmark's inbound webhook is read; RawEmail is there when the server sends raw content. */
const Inbound = z.object({
  RawEmail: z.string().min(1),
  OriginalRecipient: z.string(),
  From: z.string().default(''),
})

/** Whether it was sent with the user and password of the address that Postmark was given (`user:password`). */
export function isFromPostmark(authorization: string | undefined, credentials: string): boolean {
  const right = Buffer.from(`Basic ${Buffer.from(credentials).toString('base64')}`)
  const given = Buffer.from(authorization ?? '')
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Null for what carries no raw mail. */
export function readPostmark(body: string): HookedMail | null {
  const parsed = Inbound.safeParse(parseJson(body))
  if (!parsed.success) return null
  const { RawEmail, OriginalRecipient, From } = parsed.data
  return { from: From, to: OriginalRecipient, raw: new TextEncoder().encode(RawEmail), token: null }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
