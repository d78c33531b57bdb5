import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Answer, type Call, json, jsonBody, readBody, sendAnswer, TooLarge } from './http.ts'
import type { MailEventTarget } from './mail/events.ts'
import { openFailures } from './mail/failures.ts'
import { openMailbox } from './mail/mailbox.ts'
import { mailSimulator } from './mail/routes.ts'
import { modelSimulator } from './model/routes.ts'
import { type ClockPort, parseClockChange, productClock } from './product-clock.ts'
import { answer, findRoute, type Route } from './router.ts'
import { smsSimulator } from './sms/routes.ts'
import { openStore, type Store } from './store.ts'
import { stripeSimulator } from './stripe/routes.ts'
import { expireSessions } from './stripe/sessions.ts'

export interface ServicesOptions {
  dataDir: string
  /** By default the port of the last start, or a free one. */
  port?: number
  /** Moves the product time of the database; without it these services keep a time of their own. */
  clock: ClockPort | null
  webhookUrl(): string
  webhookSecret: string
  /** Where it is told how mails fared. */
  mailEvents: MailEventTarget
  webhookRetryMs?: readonly number[]
  /** Where text messages that come in are told, and what that is signed with. */
  smsWebhookUrl(): string
  smsAuthToken: string
  /** How long a provider of mail or text messages that times out keeps its caller waiting. */
  mailHoldMs?: number
}

export interface Services {
  port: number
  url: string
  /** Tells the services of a product time that was set elsewhere. */
  observeTime(now: Date): void
  close(): Promise<void>
}

const LARGEST_BODY = 1024 * 1024
const EXPIRE_EVERY_MS = 10_000
const SMS_HOLD_MS = 60_000
/** No connection that is waiting is closed while the Worker draws: it would send on it before it hears of that. */
const KEEP_ALIVE_MS = 120_000

/** Simulators of the outside services, on one port of this machine. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const folder = join(options.dataDir, 'services')
  mkdirSync(folder, { recursive: true })
  const store = openStore(join(folder, 'state.jsonl'))
  let url = ''
  const clock = productClock(store, options.clock, () => expireSessions(stripe.state))
  const stripe = stripeSimulator(store, clock, () => url, options)
  const sms = smsSimulator(store, {
    mailbox: openMailbox(store, folder, clock),
    failures: openFailures(store),
    now: clock.now,
    holdMs: options.mailHoldMs ?? SMS_HOLD_MS,
    authToken: options.smsAuthToken,
    webhookUrl: options.smsWebhookUrl,
    url: () => url,
  })
  const routes: Route[] = [
    ...stripe.routes,
    ...mailSimulator(store, folder, clock, options.mailEvents, options.mailHoldMs),
    ...sms.routes,
    ...modelSimulator(clock.now),
    { path: /^\/clock$/, post: (call) => clockCall(call) },
  ]
  const server = createServer((request, response) => {
    serve(routes, store, request, response).catch(() => response.destroy())
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  const port = await listen(server, options.port, join(folder, 'port'))
  url = `http://127.0.0.1:${port}`
  stripe.deliveries.resume()
  const expiry = setInterval(() => expireSessions(stripe.state), EXPIRE_EVERY_MS)
  return { port, url, observeTime: clock.observe, close }

  async function clockCall(call: Call): Promise<Answer> {
    const change = parseClockChange(jsonBody(call))
    if (!change) return json({ error: 'advance_ms: milliseconds; or now: an instant' }, 422)
    return json({ now: (await clock.shift(change)).toISOString() })
  }

  async function close() {
    clearInterval(expiry)
    stripe.deliveries.close()
    sms.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    store.close()
  }
}

async function serve(routes: Route[], store: Store, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://services')
  const found = findRoute(routes, url.pathname)
  if (!found) return sendAnswer(response, json({ error: 'Not found' }, 404))
  try {
    const call: Call = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: await readBody(request, found.route.limit ?? LARGEST_BODY),
    }
    const result = await answer(found, call)
    store.commit()
    sendAnswer(response, result)
  } catch (error) {
    if (error instanceof TooLarge)
      return sendAnswer(response, json({ error: 'Too large' }, 413, { connection: 'close' }))
    console.error('A simulated service failed:', error)
    sendAnswer(response, json({ error: 'The simulator failed' }, 500))
  }
}

// The same port after a restart, so that a checkout page that is open in a browser stays good.
async function listen(server: Server, wanted: number | undefined, file: string): Promise<number> {
  const last = wanted ?? savedPort(file)
  const port = await tryListen(server, last).catch((error: NodeJS.ErrnoException) => {
    if (wanted !== undefined || error.code !== 'EADDRINUSE') throw error
    return tryListen(server, 0)
  })
  writeFileSync(file, String(port))
  return port
}

function tryListen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function savedPort(file: string): number {
  try {
    const port = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0
  } catch {
    return 0
  }
}
