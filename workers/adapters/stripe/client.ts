import Stripe from 'stripe'

export interface StripeConfig {
  secretKey: string
  /** Default https://api.stripe.com; a path before /v1 is allowed. */
  apiUrl?: string | undefined
  timeoutMs?: number | undefined
  /** Of the Connect application, `ca_…`: who disconnects an account says for which one. */
  clientId?: string | undefined
}

const TIMEOUT_MS = 10_000
const STRIPE = 'https://api.stripe.com'

export const isSimulator = ({ apiUrl = STRIPE }: StripeConfig): boolean => new URL(apiUrl).origin !== STRIPE

export function stripeClient({ secretKey, apiUrl = STRIPE, timeoutMs = TIMEOUT_MS }: StripeConfig): Stripe {
  const url = new URL(apiUrl)
  const isPlain = url.protocol === 'http:'
  return new Stripe(secretKey, {
    host: url.hostname,
    port: url.port || (isPlain ? '80' : '443'),
    protocol: isPlain ? 'http' : 'https',
    timeout: timeoutMs,
    maxNetworkRetries: 1,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(fetchBelow(url.pathname.replace(/\/+$/, ''))),
  })
}

// The library takes no path before /v1.
function fetchBelow(prefix: string): typeof fetch {
  return (input, init) => {
    if (prefix === '') return fetch(input, init)
    const url = new URL(String(input))
    url.pathname = prefix + url.pathname
    return fetch(url, init)
  }
}
