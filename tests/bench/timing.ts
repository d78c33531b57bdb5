import { newSecret } from '../../core/services/secrets.ts'
import type { TestStack } from '../support/stack.ts'
import { ask } from './ask.ts'
import { measure, type Operation, percentile } from './measure.ts'
import type { BenchBusiness } from './world.ts'

const TURN_BY_TURN = { concurrency: 1, block: 1, forMs: 40_000 }

/** What somebody outside could learn from how long a refusal takes (AU9, PT8): nothing, when these are alike. */
export async function printTimings({ origin }: TestStack, businesses: readonly BenchBusiness[]): Promise<void> {
  const login = (email: string) =>
    ask(`${origin}/v1/auth/login`, { method: 'POST', headers: fromAnywhere(), body: { email, password: 'wrong' } })
  const page = (token: string) => ask(`${origin}/portal/invoices/${token}`, { headers: fromAnywhere() })
  const revoked = await revokeOne(origin, businesses[0]!)
  await print('sign-in', [
    { name: 'wrong password', expected: 401, run: (n) => login(`bench${n % businesses.length}@example.com`) },
    { name: 'unknown address', expected: 401, run: (n) => login(`nobody${n}@example.com`) },
  ])
  await print('link', [
    { name: 'revoked', expected: 404, run: () => page(revoked) },
    { name: 'unknown', expected: 404, run: () => page(newSecret()) },
  ])
}

/** A link that was one: its hash is found. */
async function revokeOne(origin: string, { headers, invoiceIds, links }: BenchBusiness): Promise<string> {
  const path = `${origin}/v1/invoices/${invoiceIds[0]}/revoke-payment-link`
  const { status, text } = await ask(path, { method: 'POST', headers, body: {} })
  if (status !== 200) throw new Error(`revoking answers ${status}: ${text}`)
  return links[0]!.split('/').at(-1)!
}

async function print(title: string, operations: readonly Operation[]): Promise<void> {
  console.log(`\n${title}, refused`)
  console.table(
    (await measure(operations, TURN_BY_TURN)).map(({ name, ms, failures }) => ({
      name,
      requests: ms.length,
      'p50 ms': percentile(ms, 0.5).toFixed(2),
      'p95 ms': percentile(ms, 0.95).toFixed(2),
      other: [...failures].map(([status, count]) => `${count} x ${status}`).join(', '),
    })),
  )
}

let asked = 0
/** Limits are for one address; whoever comes first from one pays for its counter, so nobody comes twice. */
function fromAnywhere() {
  asked++
  return { 'cf-connecting-ip': `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}` }
}
