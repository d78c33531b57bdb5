import type { SignedUp } from '../support/api.ts'
import type { TestStack } from '../support/stack.ts'
import { canMeasureMemory, growthOf, largeMail } from '../support/worker-memory.ts'
import { percentile } from './measure.ts'

const MAILS = 400
const AT_ONCE = 8
const LIVE = 40

/** How fast mail comes in, how soon an open page is told, and by how much one of 24.9 MB makes the Worker grow. */
export async function printMail(stack: TestStack, { api, jwt }: SignedUp): Promise<void> {
  const { address } = (await api.get('/v1/mailboxes')).body.data[0]
  const post = async (raw: string) => {
    const query = new URLSearchParams({ from: 'jane@customer.example', to: address })
    const { status } = await fetch(`${stack.origin}/local/email?${query}`, { method: 'POST', body: raw })
    if (status !== 200) throw new Error(`a mail is answered ${status}`)
  }
  const isRead = async (subject: string) =>
    (await stack.admin('select from messages where subject = $1', [subject])).length > 0
  await printRate(post, () => isRead(`mail ${MAILS - 1}`))
  await printLive(stack.origin, jwt, post)
  await printGrowth(post, isRead)
}

const written = (subject: string, text = 'It drips.\r\n'.repeat(300)) =>
  `From: Jane <jane@customer.example>\r\nSubject: ${subject}\r\nMessage-ID: <${crypto.randomUUID()}@customer.example>\r\n\r\n${text}`

type Post = (raw: string) => Promise<void>

async function printRate(post: Post, isLastRead: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 20; n += 1) await post(written(`warm ${n}`))
  const begun = performance.now()
  let next = 0
  const send = async () => {
    for (let n = next++; n < MAILS; n = next++) await post(written(`mail ${n}`))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  const stored = performance.now() - begun
  await until(isLastRead)
  const read = performance.now() - begun
  const rate = (ms: number) => Math.round((MAILS / ms) * 1000)
  console.log(
    `stored by email(), ${AT_ONCE} at once: ${rate(stored)} a second; the last one read after ${Math.round(read)} ms`,
  )
}

/** From the first byte to the event that makes an open page ask again, one mail after the other. */
async function printLive(origin: string, jwt: string, post: Post): Promise<void> {
  const abort = new AbortController()
  const headers = { Authorization: `Bearer ${jwt}`, 'X-Page': 'page-of-a-bench' }
  const page = await fetch(`${origin}/v1/live`, { headers, signal: abort.signal })
  const reader = page.body!.pipeThrough(new TextDecoderStream()).getReader()
  const told: number[] = []
  for (let n = 0; n < LIVE; n += 1) {
    const begun = performance.now()
    await post(written(`live ${n}`))
    while (!(await reader.read()).value?.includes('"conversation"'));
    told.push(performance.now() - begun)
  }
  abort.abort()
  console.log(`arrived until an open page is told: ${ms(told, 0.5)} ms at the median, ${ms(told, 0.95)} at the 95th`)
}

const ms = (times: number[], share: number) => Math.round(percentile(times, share))

async function printGrowth(post: Post, isRead: (subject: string) => Promise<boolean>): Promise<void> {
  if (!canMeasureMemory) return
  for (const subject of ['large 1', 'large 2', 'large 3']) {
    const grown = await growthOf(async () => {
      await post(largeMail(subject))
      await until(() => isRead(subject))
    })
    console.log(`a mail of 24.9 MB: the runtime with its storage grows by ${Math.round(grown)} MB`)
  }
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20))
}
