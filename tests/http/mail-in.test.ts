import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, Message } from '../../core/contract/conversations.ts'
import type { Mailbox } from '../../core/contract/mailboxes.ts'
import { type SignedUp, signUp } from '../support/api.ts'
import { written } from '../support/mail-world.ts'
import { bytesOf } from '../support/shared-mails.ts'
import { useOwnStack } from '../support/shared-stack.ts'
import { canMeasureMemory, growthOf, largeMail } from '../support/worker-memory.ts'

// It makes storage fail and moves the clock, which others would notice.
const stack = useOwnStack()
let owner: SignedUp

beforeAll(async () => {
  owner = await signUp(stack)
}, 60_000)

const mailbox = async (of = owner) => (await of.api.get('/v1/mailboxes')).body.data[0] as Mailbox
async function send(raw: string | Uint8Array, to: string, from = 'jane@customer.example') {
  const query = new URLSearchParams({ from, to })
  const body = typeof raw === 'string' ? bytesOf(raw) : raw
  const answer = await fetch(`${stack.origin}/local/email?${query}`, { method: 'POST', body: body as BodyInit })
  return { status: answer.status, body: (await answer.json()) as { error?: { message: string } } }
}
const list = async (query = '', of = owner) =>
  (await of.api.get(`/v1/conversations${query}`)).body.data as Conversation[]
const messagesOf = async (id: string, of = owner) =>
  (await of.api.get(`/v1/conversations/${id}/messages`)).body.data as Message[]

async function arrived(subject: string, of = owner): Promise<Conversation> {
  for (let n = 0; n < 100; n++) {
    const found = (await list('?limit=100', of)).find((one) => one.subject === subject)
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${subject} did not arrive`)
}

const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const PARTS = (subject: string) =>
  [
    'From: =?utf-8?q?Zo=C3=AB?= <zoe@customer.example>',
    'To: us@in.example',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(' ', '.')}@customer.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p onclick="alert(1)">The tap <b>drips</b></p><img src="cid:pic@x"><img src="https://spy.example/x.gif"><script>alert(2)</script>',
    '--b',
    'Content-Type: image/png; name="../tap.png"',
    'Content-ID: <pic@x>',
    'Content-Transfer-Encoding: base64',
    '',
    PICTURE,
    '--b--',
    '',
  ].join('\r\n')

describe('mail in over HTTP', () => {
  it('arrives at the secret address, and is shown with what came with it, as nothing that runs', async () => {
    const { address } = await mailbox()
    expect(address).toMatch(/^[a-z0-9]{24,}@/)
    expect(await send(PARTS('A dripping tap'), address)).toMatchObject({ status: 200 })
    const conversation = await arrived('A dripping tap')
    expect(conversation).toMatchObject({
      contact: null,
      from: { name: 'Zoë', address: 'zoe@customer.example' },
      snippet: expect.stringContaining('The tap drips'),
      unread: true,
      attachments_count: 1,
    })
    const [message] = await messagesOf(conversation.id)
    expect(message).toMatchObject({ remote_images: 1, attachments: [{ file_name: 'tap.png', mime_type: 'image/png' }] })
    const page = await fetch(message!.html_url!)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toMatch(/^sandbox[^;]*; default-src 'none'; img-src data:;/)
    const html = await page.text()
    expect(html).toContain('<b>drips</b>')
    expect(html).toContain(`src="data:image/png;base64,${PICTURE}"`)
    expect(html).not.toMatch(/script|onclick|https:\/\/spy/)
    const file = await fetch(message!.attachments[0]!.download_url)
    expect(Buffer.from(await file.arrayBuffer()).toString('base64')).toBe(PICTURE)
    const raw = await fetch(message!.raw_url!)
    expect(raw.headers.get('content-disposition')).toContain('message.eml')
    expect(await raw.text()).toBe(PARTS('A dripping tap'))
  })

  it('EM6 to a guessed address reaches nobody, and says nothing more', async () => {
    const { address } = await mailbox()
    const guessed = [
      address.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')),
      `x@${address.split('@')[1]}`,
      address.replace('@', '@other.'),
    ]
    for (const to of guessed) {
      const answer = await send(written({ subject: 'Guessed' }), to)
      expect([answer.status, answer.body.error?.message]).toEqual([422, 'No such address'])
    }
    expect((await send(written({ subject: 'In capitals' }), address.toUpperCase())).status).toBe(200)
    await arrived('In capitals')
    expect((await list()).map(({ subject }) => subject)).not.toContain('Guessed')
  })

  it('goes to the address of before for two weeks, and to nobody after them', async () => {
    const other = await signUp(stack)
    const before = await mailbox(other)
    const rotated = (await other.api.post(`/v1/mailboxes/${before.id}/rotate`, {})).body.data as Mailbox
    expect(rotated.aliases).toEqual([before.address])
    expect(rotated.address).not.toBe(before.address)
    expect((await send(written({ subject: 'To the old one' }), before.address)).status).toBe(200)
    await arrived('To the old one', other)
    expect((await other.api.post('/local/clock', { advance_ms: 15 * 86_400_000 })).status).toBe(200)
    expect((await send(written({ subject: 'Too late' }), before.address)).status).toBe(422)
    expect((await send(written({ subject: 'To the new one' }), rotated.address)).status).toBe(200)
    await arrived('To the new one', other)
    expect((await mailbox(other)).aliases).toEqual([])
  })

  it.each(['fail', 'cut'])('IN6 is refused while storage says %s, so that its sender tries again', async (put) => {
    const { address } = await mailbox()
    const raw = written({ subject: `While it ${put}s`, text: 'x'.repeat(100_000) })
    await owner.api.post('/local/files/mode', { put })
    const refused = await send(raw, address)
    await owner.api.post('/local/files/mode', { put: 'ok' })
    expect(refused.status).toBe(503)
    expect((await send(raw, address)).status).toBe(200)
    await arrived(`While it ${put}s`)
  })
})

describe('mail in by the webhooks of a provider', () => {
  const postmark = (subject: string, to: string, auth = 'postmark:postmark_local') =>
    fetch(`${stack.origin}/v1/webhooks/mail/postmark`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Basic ${Buffer.from(auth).toString('base64')}` },
      body: JSON.stringify({
        RawEmail: written({ subject, from: 'Zoë <zoe@customer.example>' }),
        OriginalRecipient: to,
        From: 'zoe@customer.example',
        ToFull: [],
      }),
    })
  const signed = (token: string, key = 'mailgun_key_local', at = Math.floor(Date.now() / 1000)) => ({
    timestamp: String(at),
    token,
    signature: createHmac('sha256', key).update(`${at}${token}`).digest('hex'),
  })
  function mailgun(subject: string, to: string, by: Record<string, string>, isMultipart = false) {
    const fields = { recipient: to, sender: 'jane@customer.example', 'body-mime': written({ subject }), ...by }
    const body = isMultipart ? new FormData() : new URLSearchParams(fields)
    if (isMultipart) for (const [name, value] of Object.entries(fields)) body.append(name, value)
    return fetch(`${stack.origin}/v1/webhooks/mail/mailgun`, { method: 'POST', body })
  }

  it('Postmark, with its raw content and basic authentication', async () => {
    const { address } = await mailbox()
    expect((await postmark('By Postmark', address)).status).toBe(200)
    expect((await arrived('By Postmark')).from).toEqual({ name: 'Zoë', address: 'zoe@customer.example' })
    expect((await postmark('By somebody', address, 'postmark:guessed_____')).status).toBe(401)
    expect((await postmark('To nobody', address.replace(/^./, 'z'))).status).toBe(200)
    const subjects = (await list('?limit=100')).map(({ subject }) => subject)
    expect(subjects).not.toContain('By somebody')
    expect(subjects).not.toContain('To nobody')
  })

  it('Mailgun, signed within five minutes, each token for one mail', async () => {
    const { address } = await mailbox()
    const once = signed('token-1')
    expect((await mailgun('By Mailgun', address, once)).status).toBe(200)
    expect((await mailgun('In parts', address, signed('token-2'), true)).status).toBe(200)
    for (const subject of ['By Mailgun', 'In parts']) await arrived(subject)
    expect((await mailgun('By Mailgun', address, once)).status).toBe(200)
    expect((await mailgun('With its token', address, once)).status).toBe(200)
    const late = Math.floor(Date.now() / 1000) - 400
    for (const by of [signed('t', 'another key of 16'), signed('t', 'mailgun_key_local', late), {}])
      expect((await mailgun('Forged', address, by)).status).toBe(401)
    const subjects = (await list('?limit=100')).map(({ subject }) => subject)
    expect(subjects).not.toContain('With its token')
    expect(subjects).not.toContain('Forged')
    expect(subjects.filter((subject) => subject === 'By Mailgun')).toHaveLength(1)
  })
})

it.skipIf(!canMeasureMemory)(
  'of 24.9 MB makes the runtime, with its storage, grow by at most 96 MB',
  async () => {
    const to = (await mailbox()).address
    const grown = await growthOf(async () => {
      expect((await send(largeMail('A large plan'), to)).status).toBe(200)
      await arrived('A large plan')
    })
    expect(grown).toBeLessThan(96)
    const [message] = await messagesOf((await arrived('A large plan')).id)
    expect(message).toMatchObject({
      problem: null,
      new_text: 'See the plan.',
      attachments: [{ file_name: 'plan.pdf' }],
    })
  },
  60_000,
)
