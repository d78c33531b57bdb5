import type { Failures } from '../mail/failures.ts'
import type { Mailbox } from '../mail/mailbox.ts'
import type { Collection, Store } from '../store.ts'

export interface SentText {
  sid: string
  to: string
  from: string
  body: string
  status: string
  error_code: number | null
  /** An instant; Twilio writes it as mails write theirs. */
  created: string
  callback: string
}

export interface Media {
  id: string
  mime_type: string
  /** Base64. */
  content: string
}

/** Twilio, as far as it is called here. */
export interface SmsProvider {
  mailbox: Mailbox
  failures: Failures
  texts: Collection<SentText>
  media: Collection<Media>
  /** Who said STOP to which number of ours, as `ours theirs`. */
  stopped: Collection<{ at: string }>
  now(): Date
  /** How long a provider that times out keeps the caller waiting. */
  holdMs: number
  authToken: string
  /** Where messages that come in are told. */
  webhookUrl(): string
  url(): string
}

export type SmsOptions = Pick<
  SmsProvider,
  'mailbox' | 'failures' | 'now' | 'holdMs' | 'authToken' | 'webhookUrl' | 'url'
>

export const openProvider = (store: Store, options: SmsOptions): SmsProvider => ({
  ...options,
  texts: store.collection('sms.texts'),
  media: store.collection('sms.media'),
  stopped: store.collection('sms.stopped'),
})

const KEPT = 2_000

export function forgetOld<T>(collection: Collection<T>, keyOf: (item: T) => string): void {
  for (const old of collection.all().slice(0, -KEPT)) collection.remove(keyOf(old))
}
