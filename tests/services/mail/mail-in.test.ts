import { beforeAll, describe, expect, it } from 'vitest'
import { ConversationQuery } from '../../../core/contract/conversations.ts'
import { MAIL_PROBLEMS } from '../../../core/domain/mail/read-mail.ts'
import { listConversations } from '../../../core/services/conversations/list.ts'
import { markConversation } from '../../../core/services/conversations/mark.ts'
import { closeConversation } from '../../../core/services/conversations/move.ts'
import { presentConversation } from '../../../core/services/conversations/present.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { listMessages } from '../../../core/services/messages/list.ts'
import { presentMessage } from '../../../core/services/messages/present.ts'
import { signedFiles } from '../../../workers/adapters/files/addresses.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { sha256Of } from '../../support/fake-files.ts'
import { mailWorld, written } from '../../support/mail-world.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
const origin = 'http://hub.example'
const addresses = signedFiles({ secret: 'a secret of the tests', origin, filesOrigin: origin })
let world: ReturnType<typeof mailWorld>
let b: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  world = mailWorld(database)
  b = await makeBusiness(database)
})

const conversations = async (of = b, query: object = {}) =>
  (await listConversations(of.as('OWNER'), cursors, ConversationQuery.parse(query))).rows.map(presentConversation)
const messages = async (id: string, of = b) =>
  (await listMessages(id)(of.as('OWNER'), cursors, { limit: 50 })).rows.map(presentMessage(addresses))
const one = async (of: TestBusiness) => {
  const [conversation, ...more] = await conversations(of)
  expect(more).toEqual([])
  return { conversation: conversation!, messages: await messages(conversation!.id, of) }
}
const fresh = () => makeBusiness(database, { roles: ['OWNER', 'AGENT', 'VIEWER'] })

describe('a mail to the secret address of a business', () => {
  it('becomes a message in a conversation, unread by everybody', async () => {
    const jane = await b.contact({ display_name: 'Jane Okafor', email: 'jane@customer.example' })
    await world.deliver(b, written({ text: 'It drips.\r\n\r\nOn Monday, you wrote:\r\n> Call us\r\n' }))
    const [conversation] = await conversations()
    expect(conversation).toMatchObject({
      channel: 'EMAIL',
      contact: { id: jane.id, display_name: 'Jane Okafor' },
      from: { name: 'Jane', address: 'jane@customer.example' },
      subject: 'Leak',
      snippet: 'It drips.',
      status: 'OPEN',
      unread: true,
      attachments_count: 0,
      allowed_actions: ['assign', 'close', 'snooze', 'mark', 'reply', 'note'],
    })
    const [message] = await messages(conversation!.id)
    expect(message).toMatchObject({
      kind: 'MESSAGE',
      direction: 'INBOUND',
      new_text: 'It drips.',
      quoted: expect.stringContaining('Call us'),
      html_url: null,
      sender: 'UNVERIFIED',
      bounce: null,
      problem: null,
    })
  })
  it('EM8 the same bytes, and the same Message-ID of the same sender, are one message', async () => {
    const of = await fresh()
    const headers = { 'Message-ID': '<1@customer.example>' }
    const raw = written({ headers })
    for (let n = 0; n < 3; n++) await world.deliver(of, raw)
    await world.deliver(of, written({ headers, text: 'It drips, by another way.' }))
    expect((await one(of)).messages).toHaveLength(1)
    // Whoever guesses the id of somebody's mail cannot keep it away.
    await world.deliver(of, written({ headers, from: 'spy@other.example', text: 'Mine' }))
    expect(await conversations(of)).toHaveLength(2)
  })

  it('EM8 goes on with what it answers, if its sender takes part in that, else with his own subject', async () => {
    const of = await fresh()
    await world.deliver(of, written({ headers: { 'Message-ID': '<a@x>', Cc: 'bob@customer.example' } }))
    const answer = { 'In-Reply-To': '<a@x>' }
    await world.deliver(of, written({ subject: 'Something else', headers: answer, text: 'By reference' }))
    await world.deliver(
      of,
      written({ from: 'bob@customer.example', headers: { References: '<zz@x> <a@x>' }, text: 'By Bob' }),
    )
    await world.deliver(of, written({ subject: 'RE: AW:  leak ', text: 'By subject' }))
    const { conversation } = await one(of)
    expect((await messages(conversation.id, of)).map(({ new_text }) => new_text)).toEqual([
      'By subject',
      'By Bob',
      'By reference',
      'It drips.',
    ])
    await world.deliver(of, written({ from: 'spy@other.example', headers: answer, text: 'Forged' }))
    expect((await conversations(of)).map(({ snippet }) => snippet)).toEqual(['Forged', 'By subject'])
    await database.admin(
      `update conversations set last_message_at = last_message_at - interval '31 days' where tenant_id = $1`,
      [of.tenantId],
    )
    await world.deliver(of, written({ text: 'Months later' }))
    expect(await conversations(of)).toHaveLength(3)
  })

  it('a thread is called as its oldest mail and begins as its newest, whichever is read first', async () => {
    const of = await fresh()
    const arrive = async (mail: Parameters<typeof written>[0], minute: string) => {
      const arrival = await world.arrive(written(mail), { to: await world.addressOf(of) })
      if (arrival.outcome !== 'received') throw new Error(arrival.reason)
      await database.admin(`update app.mails set received_at = $2 where 'mail:' || id = $1`, [arrival.job, minute])
      return { tenant_id: of.tenantId, key: arrival.job }
    }
    const first = await arrive({ headers: { 'Message-ID': '<f@x>' } }, '2026-11-25T10:00:00Z')
    const answer = { subject: 'Re: Leak', headers: { 'In-Reply-To': '<f@x>' }, text: 'It drips on.' }
    await world.work([await arrive(answer, '2026-11-25T10:01:00Z')])
    await world.work([first])
    const { conversation } = await one(of)
    expect(conversation).toMatchObject({
      subject: 'Leak',
      snippet: 'It drips on.',
      last_message_at: '2026-11-25T10:01:00.000Z',
    })
  })

  it('TI2 never goes on with what another business was written', async () => {
    const [ours, theirs] = [await fresh(), await fresh()]
    const headers = { 'Message-ID': '<shared@x>' }
    await world.deliver(theirs, written({ headers }))
    await world.deliver(ours, written({ headers: { 'In-Reply-To': '<shared@x>' }, text: 'Ours' }))
    await world.deliver(ours, written({ headers, text: 'Ours as well' }))
    expect((await one(theirs)).messages).toHaveLength(1)
    expect((await one(ours)).messages).toHaveLength(2)
  })

  it('opens a conversation that was closed, unless a machine answers', async () => {
    const of = await fresh()
    await world.deliver(of, written({}))
    const { conversation } = await one(of)
    await closeConversation(of.as('OWNER'), conversation.id)
    await markConversation(of.as('OWNER'), conversation.id, { unread: false })
    await world.deliver(
      of,
      written({ subject: 'Re: Leak', text: 'I am away', headers: { 'Auto-Submitted': 'auto-replied' } }),
    )
    const [still] = await conversations(of, { status: 'CLOSED' })
    expect(still).toMatchObject({ id: conversation.id, unread: false, snippet: 'I am away' })
    expect((await messages(conversation.id, of))[0]).toMatchObject({ kind: 'AUTO_REPLY' })
    await world.deliver(of, written({ subject: 'Re: Leak', text: 'It drips again' }))
    expect((await one(of)).conversation).toMatchObject({ status: 'OPEN', unread: true })
  })

  it('EM7 a report of a machine is a message of its kind, and nothing is sent', async () => {
    const of = await fresh()
    const report = [
      'From: Mail System <mailer-daemon@mx.example>',
      'Subject: Undelivered',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      '',
      'It did not work.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; gone@customer.example',
      'Action: failed',
      'Status: 5.1.1',
      '--b--',
    ].join('\r\n')
    await world.deliver(of, report, '')
    const { messages: got } = await one(of)
    expect(got[0]).toMatchObject({ kind: 'BOUNCE', bounce: { recipient: 'gone@customer.example', permanent: true } })
    expect(await database.admin(`select type from app.jobs where tenant_id = $1`, [of.tenantId])).toEqual([
      { type: 'MAIL_READ' },
    ])
  })

  it('EM2 a bomb costs one job, and is kept as it arrived with the reason', async () => {
    const of = await fresh()
    const part = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'
    const bomb = `From: a@x.example\r\nSubject: Bomb\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(1001)}--b--\r\n`
    await world.deliver(of, bomb)
    const { conversation, messages: got } = await one(of)
    expect([conversation.subject, got[0]]).toMatchObject([
      'Bomb',
      { new_text: '', problem: MAIL_PROBLEMS.TOO_MANY_PARTS },
    ])
  })

  it('a mail that ends whoever reads it is kept unread, with the address of its envelope', async () => {
    const of = await fresh()
    const arrival = await world.arrive(written({}), { to: await world.addressOf(of), from: 'jane@customer.example' })
    if (arrival.outcome !== 'received') throw new Error(arrival.reason)
    await database.admin(`update app.jobs set attempts = 6 where tenant_id = $1`, [of.tenantId])
    await world.work([{ tenant_id: of.tenantId, key: arrival.job }])
    const { conversation, messages: got } = await one(of)
    expect(conversation.from.address).toBe('jane@customer.example')
    expect(got[0]?.problem).toBe(MAIL_PROBLEMS.UNREADABLE)
  })
})

const PDF = [
  'From: jane@customer.example',
  'Subject: Plan',
  'Message-ID: <plan@x>',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  '',
  'See the plan',
  '--b',
  'Content-Type: application/pdf; name="plan.pdf"',
  '',
  '%PDF-1.7 a plan',
  '--b--',
].join('\r\n')

describe('what came with a mail', () => {
  it('is stored once for each content, and belongs to the message', async () => {
    const of = await fresh()
    await world.deliver(of, PDF)
    await world.deliver(of, PDF.replace('<plan@x>', '<again@x>'))
    const { conversation, messages: got } = await one(of)
    expect(conversation.attachments_count).toBe(2)
    expect(got.map(({ attachments }) => attachments.map(({ file_name, mime_type }) => [file_name, mime_type]))).toEqual(
      [[['plan.pdf', 'application/pdf']], [['plan.pdf', 'application/pdf']]],
    )
    const rows = await database.admin<{ object_key: string }>(
      `select distinct object_key from files where tenant_id = $1`,
      [of.tenantId],
    )
    expect(rows).toHaveLength(1)
    const kept = [...world.store.kept.keys()].filter((key) => key.includes(of.tenantId))
    expect(kept.filter((key) => !key.includes('/mail/'))).toEqual(rows.map(({ object_key }) => object_key))
  })

  it('of nine megabytes keeps a file as it was, and its text', async () => {
    const of = await fresh()
    const content = Buffer.alloc(7 * 1024 * 1024, 'the plan of the bathroom ')
    const base64 = content.toString('base64').replace(/.{76}/g, '$&\r\n')
    await world.deliver(
      of,
      PDF.replace('\r\n\r\n%PDF-1.7 a plan', `\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}`),
    )
    const [message] = (await one(of)).messages
    expect(message).toMatchObject({
      problem: null,
      attachments: [{ file_name: 'plan.pdf', size_bytes: content.length }],
    })
    const [file] = await database.admin<{ object_key: string; sha256: string }>(
      'select object_key, sha256 from files where tenant_id = $1',
      [of.tenantId],
    )
    expect([file!.sha256, sha256Of(world.store.kept.get(file!.object_key)!)]).toEqual(Array(2).fill(sha256Of(content)))
  })

  it('IN4 killed at any point, there is one message and nothing is left behind', async () => {
    const of = await fresh()
    const { put } = world.store
    const arrival = await world.arrive(PDF, { to: await world.addressOf(of) })
    if (arrival.outcome !== 'received') throw new Error(arrival.reason)
    const work = () => world.work([{ tenant_id: of.tenantId, key: arrival.job }])
    const again = () =>
      database.admin(
        `update app.jobs set run_at = app.now(), leased_until = null, state = 'QUEUED', done_at = null where tenant_id = $1`,
        [of.tenantId],
      )
    // The file is stored, and then whoever reads it is gone.
    world.store.put = async (...given) => {
      await put(...given)
      return { outcome: 'unavailable', reason: 'killed' }
    }
    await work()
    world.store.put = put
    expect(await conversations(of)).toEqual([])
    for (let n = 0; n < 2; n++) {
      await again()
      await work()
    }
    expect((await one(of)).messages).toHaveLength(1)
    expect([...world.store.kept.keys()].filter((key) => key.includes(of.tenantId))).toHaveLength(2)
  })

  it('IN6 is not there while storage is down: the mail is refused, or its job waits', async () => {
    const of = await fresh()
    const to = await world.addressOf(of)
    world.store.isDown = true
    await expectRefusal(world.arrive(PDF, { to }), 'PROVIDER_ERROR')
    world.store.isDown = false
    expect(await database.admin('select from app.mails where tenant_id = $1', [of.tenantId])).toEqual([])
    const arrival = await world.arrive(PDF, { to })
    world.store.isDown = true
    if (arrival.outcome === 'received') await world.work([{ tenant_id: of.tenantId, key: arrival.job }])
    world.store.isDown = false
    const [job] = await database.admin<{ state: string }>('select state from app.jobs where tenant_id = $1', [
      of.tenantId,
    ])
    expect(job?.state).toBe('QUEUED')
  })
})
