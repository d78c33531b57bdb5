import { twilioSignature } from '../../../workers/adapters/sms/signature.ts'
import { type Answer, type Call, json, jsonBody } from '../http.ts'
import type { SentText, SmsProvider } from './state.ts'

export interface Callbacks {
  /** Tells, a little later each, that it was sent and that it arrived. */
  follow(text: SentText): void
  /** `POST /local/sms/status`: what a test wants to be told of the newest message to a number. */
  call(call: Call): Promise<Answer>
  close(): void
}

const STATUSES = ['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'] as const
const STEP_MS = 300
const TIMEOUT_MS = 15_000
const TIMES_MAX = 100

/** Each is tried once: Twilio does not tell again what was not taken. */
export function statusCallbacks(provider: SmsProvider): Callbacks {
  const timers = new Set<NodeJS.Timeout>()
  const closing = new AbortController()
  const later = (ms: number, run: () => Promise<unknown>) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run().catch(() => {})
    }, ms)
    timers.add(timer)
  }
  const tell = async (sid: string, status: string, errorCode: number | null = null): Promise<number> => {
    const text = provider.texts.get(sid)
    if (!text) return 0
    provider.texts.put(sid, { ...text, status, error_code: errorCode })
    return text.callback ? postSigned(provider, text.callback, formOf(text, status, errorCode), closing.signal) : 0
  }
  return {
    follow({ sid }) {
      later(STEP_MS, () => tell(sid, 'sent'))
      later(2 * STEP_MS, () => tell(sid, 'delivered'))
    },
    async call(call) {
      const body = jsonBody(call) ?? {}
      const statuses = [body.status].flat().filter((status) => STATUSES.some((known) => known === status)) as string[]
      const text = provider.texts.all().findLast(({ to }) => to === body.to)
      if (!text || statuses.length === 0)
        return json(
          { error: `to: a number that was written to; status: ${STATUSES.join(', ')}, or a list of them` },
          422,
        )
      const times = Math.min(Number(body.times ?? 1) || 1, TIMES_MAX)
      const all = Array.from({ length: times }, () => statuses).flat()
      if (body.shuffle === true) all.sort(() => Math.random() - 0.5)
      const errorCode = typeof body.error_code === 'number' ? body.error_code : null
      const answered: number[] = []
      for (const status of all) answered.push(await tell(text.sid, status, errorCode))
      return json({ sid: text.sid, answered })
    },
    close() {
      closing.abort()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

const formOf = ({ sid, to, from }: SentText, status: string, errorCode: number | null) => ({
  MessageSid: sid,
  SmsSid: sid,
  MessageStatus: status,
  SmsStatus: status,
  To: to,
  From: from,
  AccountSid: 'AC_local',
  ApiVersion: '2010-04-01',
  ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
})

/** Posts a form as Twilio does; the status that was answered, 0 for none. */
export async function postSigned(
  { authToken }: SmsProvider,
  url: string,
  form: Record<string, string>,
  closing?: AbortSignal,
): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'X-Twilio-Signature': twilioSignature(authToken, url, Object.entries(form)) },
      body: new URLSearchParams(form),
      signal: AbortSignal.any([...(closing ? [closing] : []), AbortSignal.timeout(TIMEOUT_MS)]),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}
