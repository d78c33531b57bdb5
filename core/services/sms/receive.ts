import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { phoneTerms } from '../../domain/contacts/phone-terms.ts'
import { parsePhone } from '../../domain/kernel/contact-points.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import { consentOf } from '../../domain/sms/consent.ts'
import { storableJson } from '../json.ts'
import { termsOfText } from '../search-terms.ts'
import { sha256Hex } from '../secrets.ts'
import type { IncomingText } from './ports.ts'

export interface TextArrival {
  tenant_id: string
  conversation_id: string
  /** False for one that is there already. */
  is_new: boolean
  /** Of the draft that is made of it, where the business wished so. */
  job: string | null
}

const SNIPPET_MAX = 200
const PICTURES = 'Pictures'
const PICTURES_LOST = 'It came with pictures that could not be kept.'

/** Keeps a text message that came in, in the conversation of its two numbers; null for one to a number of nobody. One trip. */
export async function receiveText(
  system: SystemDb,
  text: IncomingText,
  requestId: string,
): Promise<TextArrival | null> {
  const from = e164(text.from)
  const line = text.text.replace(/\s+/g, ' ').trim()
  const row = {
    id: newId(),
    request_id: requestId,
    conversation_id: newId(),
    from,
    to: e164(text.to),
    text: text.text,
    snippet: (line || (text.media.length ? PICTURES : '')).slice(0, SNIPPET_MAX).toWellFormed(),
    consent: consentOf(text.text, text.statedConsent),
    once_key: await sha256Hex(`twilio:${text.sid}`),
    problem: text.media.length ? PICTURES_LOST : null,
  }
  const terms = { from: [...searchTerms(from), ...phoneTerms(from)], text: termsOfText(text.text) }
  return system.value(sql`app.receive_text(${storableJson(row)}::jsonb, ${storableJson(terms)}::jsonb)`)
}

/** Short codes and names of senders have no other form. */
function e164(number: string): string {
  const phone = parsePhone(number)
  return phone.ok ? phone.value : number.slice(0, 320)
}
