import { type Consent, consentOf } from '../../../core/domain/sms/consent.ts'
import { type Answer, type Call, json, jsonBody } from '../http.ts'
import { randomId } from '../random-id.ts'
import { postSigned } from './callbacks.ts'
import { forgetOld, type SmsProvider } from './state.ts'

const WORDS = '`from`, `to` and `text` are texts; `media` is a list of addresses, or of {mime_type, content} in base64'
const TIMES_MAX = 100

/**
 * `POST /local/sms` `{from, to, text, media?}`: what a customer texts, told as Twilio tells it. `sid` and `times` tell of the
 * same message again. Who says STOP is not written to any more, until he says START.
 */
export async function receiveText(provider: SmsProvider, call: Call): Promise<Answer> {
  const { from, to, text, media = [], sid, times = 1 } = jsonBody(call) ?? {}
  const addresses = Array.isArray(media) ? media.map((one) => addressOf(provider, one)) : [null]
  if (![from, to, text].every((value) => typeof value === 'string') || addresses.includes(null))
    return json({ error: WORDS }, 422)
  remember(provider, `${to} ${from}`, consentOf(text as string))
  const form = formOf({ from: String(from), to: String(to), text: String(text), sid }, addresses as string[])
  const answered: number[] = []
  for (let n = 0; n < Math.min(Number(times) || 1, TIMES_MAX); n++)
    answered.push(await postSigned(provider, provider.webhookUrl(), form))
  const isTaken = answered.every((status) => status === 200)
  return json({ sid: form.MessageSid, answered }, isTaken ? 200 : 502)
}

function remember({ stopped, now }: SmsProvider, pair: string, consent: Consent | null): void {
  if (consent === 'STOP') stopped.put(pair, { at: now().toISOString() })
  if (consent === 'START') stopped.remove(pair)
}

function addressOf(provider: SmsProvider, media: unknown): string | null {
  if (typeof media === 'string') return media
  const { mime_type, content } = (media ?? {}) as Record<string, unknown>
  if (typeof mime_type !== 'string' || typeof content !== 'string') return null
  const id = `ME${randomId('')}`
  provider.media.put(id, { id, mime_type, content })
  forgetOld(provider.media, (one) => one.id)
  return `${provider.url()}/sms/2010-04-01/Accounts/AC_local/Messages/MM_local/Media/${id}`
}

interface Told {
  from: string
  to: string
  text: string
  sid: unknown
}

function formOf({ from, to, text, sid }: Told, media: readonly string[]): Record<string, string> {
  const id = typeof sid === 'string' ? sid : `SM${randomId('')}`
  return {
    ToCountry: 'CA',
    SmsMessageSid: id,
    NumMedia: String(media.length),
    FromCity: 'TORONTO',
    SmsSid: id,
    SmsStatus: 'received',
    Body: text,
    FromCountry: 'CA',
    To: to,
    NumSegments: '1',
    MessageSid: id,
    AccountSid: 'AC_local',
    From: from,
    ApiVersion: '2010-04-01',
    ...Object.fromEntries(media.map((url, n) => [`MediaUrl${n}`, url])),
    ...Object.fromEntries(media.map((_, n) => [`MediaContentType${n}`, 'image/jpeg'])),
  }
}
