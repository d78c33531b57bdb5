import { isMadeByItself } from '../../../core/domain/drafts/autonomy.ts'
import { composeDraft } from '../../../core/domain/drafts/compose.ts'
import { payloadOf } from '../../../core/domain/drafts/payload.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { isHeldOut, type SampleMessage } from './messages.ts'

const CURRENCIES: Readonly<Record<string, string>> = {
  US: 'USD',
  CA: 'CAD',
  GB: 'GBP',
  AU: 'AUD',
  IN: 'INR',
  CH: 'CHF',
  AR: 'ARS',
  MX: 'MXN',
  CO: 'COP',
}

export interface MadeByItself {
  made: number
  /** Of them those that are meant otherwise; told by their words where rules were made with them. */
  wrong: number
  words: string[]
}

/** What would become its object without a click at L3 with no cap, if each sender were a known and proven customer (C-26). */
export function madeByItself(messages: readonly SampleMessage[]): MadeByItself {
  const made = messages.flatMap((message) => {
    const intent = madeOf(message)
    return intent ? [{ message, intent }] : []
  })
  const wrong = made.filter(({ message, intent }) => intent !== message.expect.intent)
  return {
    made: made.length,
    wrong: wrong.length,
    words: wrong.flatMap(({ message, intent }) =>
      isHeldOut(message) ? [] : [`${message.id} as ${intent}: ${message.text}`],
    ),
  }
}

function madeOf({ text, received_at: received, country }: SampleMessage): string | null {
  const lines = linesOf(text)
  const currency = CURRENCIES[country] ?? 'EUR'
  const known = {
    occasion: { received, country },
    currency,
    vendors: [],
    items: [],
    lessons: { lines: new Map(), vendors: [] },
  }
  const { intent, intents, fields } = composeDraft({ lines, subject: '', contactId: 'c1' }, known)
  const read = payloadOf(fields)
  const line_items = (read.line_items as object[] | undefined)?.map((line) => ({ qty: '1', rate: '0', ...line }))
  const payload = { ...read, ...(line_items && { line_items }) }
  const draft = { lines, intent, intents, fields, payload, subject: '', edited: [], similar: 0 }
  const autonomy = { level: 'L3', amount_cap: '99999999' } as const
  return isMadeByItself(draft, { autonomy, isVouched: true, currency }) ? intent : null
}
