import type { Route } from '../router.ts'
import type { Store } from '../store.ts'
import { statusCallbacks } from './callbacks.ts'
import { receiveText } from './incoming.ts'
import { listTexts, sendText, showMedia } from './messages.ts'
import { openProvider, type SmsOptions } from './state.ts'

const LARGEST_TEXT = 8 * 1024 * 1024

/** Twilio's simulator: its API below `/sms`, and what a customer's phone does. */
export function smsSimulator(store: Store, options: SmsOptions): { routes: Route[]; close(): void } {
  const provider = openProvider(store, options)
  const callbacks = statusCallbacks(provider)
  const routes: Route[] = [
    {
      path: /^\/sms\/2010-04-01\/Accounts\/[^/]+\/Messages\.json$/,
      get: (call) => listTexts(provider, call),
      post: (call) => sendText(provider, callbacks, call),
    },
    {
      path: /^\/sms\/2010-04-01\/Accounts\/[^/]+\/Messages\/[^/]+\/Media\/(\w+)$/,
      get: (call, part) => showMedia(provider, call, part),
    },
    { path: /^\/sms$/, post: (call) => receiveText(provider, call), limit: LARGEST_TEXT },
    { path: /^\/sms\/status$/, post: (call) => callbacks.call(call) },
  ]
  return { routes, close: callbacks.close }
}
