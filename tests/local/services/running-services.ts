import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Stripe from 'stripe'
import { type Services, type ServicesOptions, startServices } from '../../../local/services/server.ts'

export const WEBHOOK_SECRET = 'whsec_local'
export const SMS_AUTH_TOKEN = 'sms_local'

export interface Received {
  payload: string
  signature: string
  event: { id: string; type: string; account?: string; data: { object: Record<string, unknown> } }
}

export interface TestServices {
  services: Services
  stripe: Stripe
  received: Received[]
  /** How often webhooks were sent, taken or not. */
  attempts(): number
  /** What the receiver of webhooks answers from now on. */
  answerWebhooks(status: number): void
  /** Ends the services and starts them again on the same data. */
  restart(change?: Partial<ServicesOptions>): Promise<void>
  close(): Promise<void>
}

export async function startTestServices(more: Partial<ServicesOptions> = {}): Promise<TestServices> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-services-'))
  const received: Received[] = []
  let status = 200
  let attempts = 0
  const receiver = createServer(async (request, response) => {
    attempts += 1
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const payload = Buffer.concat(chunks).toString('utf8')
    if (status < 300) {
      received.push({ payload, signature: String(request.headers['stripe-signature']), event: JSON.parse(payload) })
    }
    response.writeHead(status).end()
  })
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  const webhookUrl = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
  const options: ServicesOptions = {
    dataDir,
    clock: null,
    webhookUrl,
    webhookSecret: WEBHOOK_SECRET,
    smsWebhookUrl: webhookUrl,
    smsAuthToken: SMS_AUTH_TOKEN,
    mailEvents: { url: webhookUrl, secret: WEBHOOK_SECRET },
    ...more,
  }
  const test: TestServices = {
    services: await startServices(options),
    get stripe() {
      return stripeAt(test.services)
    },
    received,
    attempts: () => attempts,
    answerWebhooks(next) {
      status = next
    },
    async restart(change) {
      await test.services.close()
      test.services = await startServices({ ...options, ...change })
      // Connections kept alive by this process died with the old server.
      await fetch(`${test.services.url}/mailbox.json`).catch(() => {})
    },
    async close() {
      await test.services.close()
      receiver.closeAllConnections()
      receiver.close()
      rmSync(dataDir, { recursive: true })
    },
  }
  return test
}

export const stripeAt = (services: Services, config: Stripe.StripeConfig = {}) =>
  new Stripe('sk_test_local', {
    host: '127.0.0.1',
    port: services.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(),
    ...config,
  })

export function checkoutParams(amount = 12_500, currency = 'usd'): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    line_items: [
      { quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: 'Invoice INV-1' } } },
    ],
    success_url: 'http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:1/back',
    metadata: { invoice_id: 'i-1' },
    payment_intent_data: { metadata: { invoice_id: 'i-1' }, description: 'Invoice INV-1' },
  }
}

export const post = (services: Services, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(services.url + path, { method: 'POST', body: JSON.stringify(body), headers })

export const choose = (page: string, outcome: string) =>
  fetch(page, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' })

export async function eventually(isTrue: () => boolean, withinMs = 5_000) {
  const end = Date.now() + withinMs
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`Did not become true: ${isTrue}`)
    await setTimeout(10)
  }
}
