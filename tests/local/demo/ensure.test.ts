import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoSignIn, ensureDemo } from '../../../local/stack/demo.ts'
import { startStack, type TestStack } from '../../support/stack.ts'
import { openEmpty } from './demo-database.ts'

const folders: string[] = []
let stack: TestStack
let signIn: DemoSignIn | null
let dataDir: string

const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hub-demo-'))
  folders.push(folder)
  return folder
}

beforeAll(async () => {
  stack = await startStack({ database: 'pglite' })
  dataDir = await newFolder()
  signIn = await ensureDemo(dataDir, stack)
}, 180_000)
afterAll(async () => {
  await stack?.stop()
  for (const folder of folders) await rm(folder, { recursive: true })
})

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${stack.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
interface Sent {
  channel: string
  to: string
  subject: string
  links: string[]
}
const sent = async (channel: string): Promise<Sent[]> =>
  ((await (await fetch(`${stack.origin}/local/mailbox.json`)).json()) as Sent[]).filter(
    (one) => one.channel === channel,
  )
const mails = () => sent('EMAIL')

describe.sequential('the first start', () => {
  it('lets everybody in with what it prints', async () => {
    expect(signIn).toMatchObject({ email: 'dana@maplecorner.example', others: { length: 4 } })
    for (const { email } of [signIn!, ...signIn!.others]) {
      const answer = await post('/v1/auth/login', { email, password: signIn!.password })
      expect(answer.status, email).toBe(200)
    }
  })

  it('has sent one invoice of today, whose link can be paid, and was refused another', async () => {
    const [mail, ...others] = await mails()
    expect(others).toEqual([])
    expect(mail).toMatchObject({ to: 'jane@okafor.example', subject: expect.stringMatching(/^Invoice INV-1042: /) })
    const link = mail!.links.find((one) => one.includes('/portal/'))!
    expect((await fetch(link)).status).toBe(200)
    const paid = await post(`${new URL(link).pathname}/pay`, {}, { accept: 'application/json' })
    expect(paid.status).toBe(200)
    const [refused] = await stack.admin(`select status, invoice_number from invoices where invoice_number = 'INV-1043'`)
    expect(refused).toEqual({ status: 'DRAFT', invoice_number: 'INV-1043' })
  })

  it('can refund what was paid by card long ago', async () => {
    const { email, password } = signIn!
    const signedIn = await post('/v1/auth/login', { email, password })
    const { jwt } = ((await signedIn.json()) as { data: { jwt: string } }).data
    const authorization = `Bearer ${jwt}`
    const listed = await fetch(`${stack.origin}/v1/payments?limit=50`, { headers: { authorization } })
    const { data } = (await listed.json()) as { data: { id: string; provider: string; refundable: string }[] }
    const card = data.find(({ provider }) => provider === 'STRIPE')!
    const refunded = await post(`/v1/payments/${card.id}/refund`, { amount: '1.00', reason: 'Try' }, { authorization })
    expect(refunded.status).toBe(200)
    const { refundable } = ((await refunded.json()) as { data: { refundable: string } }).data
    expect(Number(refundable)).toBe(Number(card.refundable) - 1)
  })

  it('has the mail that came, each in its conversation, at its time and with what was done', async () => {
    const rows = await stack.admin<{ subject: string; status: string; kinds: string; hours: number }>(
      `select c.subject, c.status, (select string_agg(m.kind, ' ') from messages m where m.conversation_id = c.id) as kinds,
         round(extract(epoch from app.now() - c.last_message_at) / 3600)::int as hours
       from conversations c where c.channel = 'EMAIL' order by c.last_message_at desc`,
    )
    expect(rows.map(({ subject, status, kinds, hours }) => [subject, status, kinds, hours])).toEqual([
      ['Water coming up the basement drain', 'OPEN', 'MESSAGE', 0],
      ['Your invoice', 'OPEN', 'MESSAGE', 1],
      ['Invoice received, paying on the 1st', 'OPEN', 'MESSAGE', 1],
      ['热水器漏水', 'OPEN', 'MESSAGE', 2],
      ['Floor plan for the new bar', 'OPEN', 'MESSAGE', 3],
      ['Small sinks in the toddler room', 'OPEN', 'MESSAGE', 5],
      ['Inspection booked: 27 Brunswick Ave', 'SNOOZED', 'MESSAGE', 16],
      ['Shutdown of the riser on floor 6', 'SNOOZED', 'MESSAGE', 18],
      ['Our bank details have changed', 'OPEN', 'MESSAGE', 20],
      ['Automatic reply: your invoice', 'OPEN', 'AUTO_REPLY', 22],
      ['Undelivered Mail Returned to Sender', 'OPEN', 'BOUNCE', 24],
      ['Second bathroom: when could you start?', 'OPEN', 'MESSAGE MESSAGE', 26],
      ['Orçamento para casa de banho', 'OPEN', 'MESSAGE', 30],
      ['Fuite sous l’évier', 'OPEN', 'MESSAGE', 72],
      ['Thank you', 'CLOSED', 'MESSAGE', 96],
      ['Fall prices: copper down 4 %', 'CLOSED', 'LIST', 144],
      ['Radiator in the front room', 'OPEN', 'MESSAGE MESSAGE MESSAGE MESSAGE', 168],
      ['Old toilet at the curb', 'CLOSED', 'MESSAGE', 216],
    ])
  })

  it('has text messages both ways, one of them of who wants no more', async () => {
    const rows = await stack.admin<{
      status: string
      directions: string
      is_known: boolean
      is_out: boolean
      hours: number
    }>(
      `select c.status, (select string_agg(m.direction, ' ' order by m.received_at) from messages m where m.conversation_id = c.id) as directions,
         c.contact_id is not null as is_known, c.opted_out_at is not null as is_out, round(extract(epoch from app.now() - c.last_message_at) / 3600)::int as hours
       from conversations c where c.channel = 'SMS' order by c.last_message_at desc`,
    )
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['OPEN', 'INBOUND INBOUND', true, false, 0],
      ['OPEN', 'INBOUND', false, false, 6],
      ['OPEN', 'INBOUND OUTBOUND', false, false, 25],
      ['OPEN', 'INBOUND OUTBOUND INBOUND', true, false, 48],
      ['CLOSED', 'INBOUND OUTBOUND INBOUND', true, true, 119],
    ])
    expect(await sent('SMS')).toHaveLength(3)
  })

  it('has 25 conversations, two of them from the page of an invoice, and one warning', async () => {
    const channels = await stack.admin<{ channel: string; n: number }>(
      'select channel, count(*)::int as n from conversations group by 1 order by 1',
    )
    expect(channels.map(({ channel, n }) => [channel, n])).toEqual([
      ['EMAIL', 18],
      ['SMS', 5],
      ['WEB_PORTAL', 2],
    ])
    const forged = await stack.admin(`select 1 from messages where proven = 'FAILED'`)
    expect(forged).toHaveLength(1)
  })

  it('makes what the next start finds, and sends nothing again', async () => {
    expect(await ensureDemo(dataDir, stack)).toEqual(signIn)
    expect(await mails()).toHaveLength(1)
  })

  it('sends what a killed start had not sent', async () => {
    await stack.admin(
      `update invoices set status = 'DRAFT', invoice_number = null, sent_at = null where invoice_number = 'INV-1042'`,
    )
    await stack.admin(`delete from app.idempotency`)
    expect(await ensureDemo(dataDir, stack)).toEqual(signIn)
    const [sent] = await stack.admin<{ status: string }>(
      `select status from invoices where id = '01985000-0000-7000-a002-000000001042'`,
    )
    expect(sent?.status).toBe('SENT')
  })

  it('prints nothing for a business whose password it does not know, nor beside somebody’s data', async () => {
    expect(await ensureDemo(await newFolder(), stack)).toBeNull()
    const stranger = (await openEmpty('pglite'))!
    try {
      await stranger.admin(
        `insert into app.tenants (id, external_org_id, name, owner_email) values (gen_random_uuid(), 'org_real', 'Real', 'a@b.example')`,
      )
      // Were it to write beside them, the stack's services would help.
      expect(await ensureDemo(await newFolder(), { ...stack, adminUrl: stranger.adminUrl })).toBeNull()
      expect(await stranger.admin('select id from contacts')).toEqual([])
    } finally {
      await stranger.close()
    }
  }, 120_000)
})
