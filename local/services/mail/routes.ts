import { json } from '../http.ts'
import type { ProductClock } from '../product-clock.ts'
import type { Route } from '../router.ts'
import type { Store } from '../store.ts'
import { type MailProvider, sendEmail } from './emails.ts'
import { type MailEventTarget, mailEvent, type StoredEvent } from './events.ts'
import { openFailures } from './failures.ts'
import { openMailbox } from './mailbox.ts'
import { attachmentCall, mailboxPage } from './mailbox-page.ts'

const HOLD_MS = 60_000
const LARGEST_MAIL = 40 * 1024 * 1024

export function mailSimulator(
  store: Store,
  dataDir: string,
  clock: ProductClock,
  target: MailEventTarget,
  holdMs = HOLD_MS,
): Route[] {
  const mailbox = openMailbox(store, dataDir, clock)
  const failures = openFailures(store)
  const provider: MailProvider = { mailbox, failures, keys: store.collection('mail.keys'), now: clock.now, holdMs }
  const told = { mailbox, events: store.collection<StoredEvent>('mail.events'), clock, target }
  return [
    { path: /^\/mail\/event$/, post: (call) => mailEvent(told, call) },
    { path: /^\/mail\/emails$/, post: (call) => sendEmail(provider, call), limit: LARGEST_MAIL },
    { path: /^\/failures$/, post: (call) => failures.call(call) },
    { path: /^\/mailbox\.json$/, get: (call) => json(mailbox.list(call.query.get('to') ?? undefined)) },
    { path: /^\/mailbox$/, get: (call) => mailboxPage(mailbox, call.query.get('to')) },
    { path: /^\/mailbox\/([A-Za-z0-9]+\/\d+)$/, get: (_, part) => attachment(part) },
  ]

  function attachment(part: string) {
    const [id = '', index = ''] = part.split('/')
    return attachmentCall(mailbox, id, Number(index))
  }
}
