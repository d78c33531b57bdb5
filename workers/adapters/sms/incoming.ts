import { z } from 'zod'
import type { IncomingText, TextEvent } from '../../../core/services/sms/ports.ts'

const MEDIA_MAX = 10

/** Where we are told how our messages fared. */
export const TEXT_STATUS_PATH = '/v1/webhooks/sms/twilio/status'
const text = (max: number) => z.string().max(max)

const Message = z.object({
  MessageSid: text(64).min(1),
  From: text(320).min(1),
  To: text(320).min(1),
  Body: text(10_000).default(''),
  NumMedia: z.coerce.number().int().min(0).catch(0).default(0),
  OptOutType: text(20).nullable().default(null),
})

/** What of a signed inbound message is read; null for what is none. */
export function readMessage(form: Record<string, string>): IncomingText | null {
  const parsed = Message.safeParse(form)
  if (!parsed.success) return null
  const { MessageSid, From, To, Body, NumMedia, OptOutType } = parsed.data
  const media = Array.from({ length: Math.min(NumMedia, MEDIA_MAX) }, (_, n) => form[`MediaUrl${n}`] ?? '')
  return { sid: MessageSid, from: From, to: To, text: Body, statedConsent: OptOutType, media: media.filter(Boolean) }
}

const Status = z.object({
  MessageSid: text(64).min(1),
  MessageStatus: text(40).min(1),
  ErrorCode: text(20).nullable().default(null),
})

/** What of a signed status callback is read; null for what is none. */
export function readStatus(form: Record<string, string>): TextEvent | null {
  const parsed = Status.safeParse(form)
  if (!parsed.success) return null
  const { MessageSid, MessageStatus, ErrorCode } = parsed.data
  return { sid: MessageSid, status: MessageStatus, errorCode: ErrorCode }
}
