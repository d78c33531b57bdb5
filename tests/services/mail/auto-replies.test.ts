import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { kindOf, type MailKind } from '../../../core/domain/mail/kind.ts'
import { assignConversation } from '../../../core/services/conversations/assign.ts'
import { updateNoticeSettings } from '../../../core/services/notices/settings.ts'
import type { OutgoingMail } from '../../../core/services/ports.ts'
import { readMail } from '../../../workers/adapters/mail-reader/read.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { sha256Of } from '../../support/fake-files.ts'
import { mailWorld, written } from '../../support/mail-world.ts'
import { bytesOf, sharedMails } from '../../support/shared-mails.ts'

const database = useDatabase()
let world: ReturnType<typeof mailWorld>

beforeAll(() => {
  if (database.kind) world = mailWorld(database)
})

const BATCH = 50
const THREAD = '<first@in.example>'
const MACHINES: readonly MailKind[] = ['AUTO_REPLY', 'BOUNCE', 'COMPLAINT']

/** What machines answer: as the headers of the RFCs and of programs say it, and every real one of the shared data. */
const HEADERS: Record<string, string>[] = [
  { 'Auto-Submitted': 'auto-replied' },
  { 'Return-Path': '<>' },
  { Precedence: 'auto_reply' },
  { 'X-Autoreply': 'yes' },
]
const real = sharedMails('bounces')
  .filter(({ raw }) => MACHINES.includes(kindOf(readMail(raw)).kind))
  .map(({ raw }) => Buffer.from(raw).toString('latin1'))

async function staffOf(b: TestBusiness, email: string) {
  await database.admin('update app.users set email = $2 where id = $1', [b.userIds.STAFF, email])
  await updateNoticeSettings(b.as('STAFF'), { mail: 'DAILY' })
}

/** Everything of a business is given to who wants its notices by mail. */
async function assignAll(b: TestBusiness) {
  const rows = await database.admin<{ id: string }>(
    'select id from conversations where tenant_id = $1 and assigned_to is null',
    [b.tenantId],
  )
  for (const { id } of rows) await assignConversation(b.as('OWNER'), id, { assigned_to: b.userIds.STAFF })
}

/** The mail with notices of one more day. */
async function morning(b: TestBusiness, day: number) {
  const key = `notices.mail:${b.userIds.STAFF}:day-${day}`
  await database.admin(
    `insert into app.jobs (tenant_id, type, key, payload, run_at) values ($1, 'NOTICES_MAIL', $2, jsonb_build_object('user_id', $3::text), app.now())`,
    [b.tenantId, key, b.userIds.STAFF],
  )
  await world.work([{ tenant_id: b.tenantId, key }])
}

/** As a provider would write it. */
const rawOf = ({ to, subject, text, isAutomatic }: OutgoingMail) =>
  written({
    from: 'SMB Hub <hub@hub.example>',
    to,
    subject,
    text,
    headers: {
      'Message-ID': `<${crypto.randomUUID()}@hub.example>`,
      ...(isAutomatic ? { 'Auto-Submitted': 'auto-generated' } : {}),
    },
  })

describe('EM7 two businesses whose members have their notices sent to the other', () => {
  it('end after a day: what a machine wrote is seen, and never mailed on', async () => {
    const [a, b] = [await makeBusiness(database), await makeBusiness(database)]
    const inboxes = { a: await world.addressOf(a), b: await world.addressOf(b) }
    await staffOf(a, inboxes.b)
    await staffOf(b, inboxes.a)
    await world.deliver(a, written({ headers: { 'Message-ID': '<first@customer.example>' } }))
    const sentOn: number[] = []
    for (let day = 0; day < 6; day += 1) {
      await assignAll(a)
      await assignAll(b)
      const before = world.mailer.sent.length
      for (const one of [a, b]) await morning(one, day)
      const sent = world.mailer.sent.slice(before)
      sentOn.push(sent.length)
      for (const mail of sent) await world.deliver(mail.to === inboxes.a ? a : b, rawOf(mail), 'hub@hub.example')
    }
    // What a person wrote, and twice a conversation that a person gave away.
    expect(sentOn).toEqual([1, 1, 1, 0, 0, 0])
  })

  it('write nothing because of 1,000 answers of machines', async () => {
    const [a, b] = [await makeBusiness(database), await makeBusiness(database)]
    const inboxes = { a: await world.addressOf(a), b: await world.addressOf(b) }
    await staffOf(a, inboxes.b)
    await staffOf(b, inboxes.a)
    // A thread on each side, with whoever reads the mail of the other.
    await world.deliver(a, written({ from: inboxes.b, headers: { 'Message-ID': THREAD } }), inboxes.b)
    await world.deliver(b, written({ from: inboxes.a, headers: { 'Message-ID': THREAD } }), inboxes.a)
    for (const one of [a, b]) {
      await assignAll(one)
      await morning(one, 0)
    }
    const before = world.mailer.sent.length
    for (let n = 0; n < 1000; n += BATCH) {
      const answers = Array.from({ length: BATCH }, (_, at) => ({
        ...answerOf(n + at, at % 2 ? inboxes.b : inboxes.a),
        tenant_id: (at % 2 ? a : b).tenantId,
      }))
      await world.work(await arriveAtOnce(answers))
    }
    const [kept] = await database.admin<{ count: string; kinds: string[] }>(
      `select count(*), array_agg(distinct kind order by kind) as kinds from messages where tenant_id = any ($1) and kind <> 'MESSAGE'`,
      [[a.tenantId, b.tenantId]],
    )
    expect(kept).toEqual({ count: '1000', kinds: real.length ? MACHINES.toSorted() : ['AUTO_REPLY'] })
    await world.sweep()
    for (const one of [a, b]) await morning(one, 1)
    expect(world.mailer.sent.slice(before)).toEqual([])
  }, 120_000)
})

/** The nth answer: a real one under an id of its own while there are some, then one in the thread of both. */
function answerOf(n: number, from: string): { raw: string; sender: string } {
  const id = `<${n}.${crypto.randomUUID()}@machine.example>`
  const headers = { 'Message-ID': id, 'In-Reply-To': THREAD, ...HEADERS[n % HEADERS.length] }
  const made = written({ from, subject: 'Re: Leak', text: `I am away ${n}`, headers })
  const mail = real[n]?.replace(/^Message-ID:.*\r?\n(?:[ \t].*\r?\n)*/im, '')
  return { raw: mail === undefined ? made : `Message-ID: ${id}\r\n${mail}`, sender: n % 3 ? from : '' }
}

/** As `mailArrives` leaves them, in one trip for all. */
async function arriveAtOnce(answers: readonly { tenant_id: string; raw: string; sender: string }[]) {
  const mails = answers.map(({ tenant_id, raw, sender }) => {
    const [id, bytes] = [newId(), bytesOf(raw)]
    const raw_key = `tenant/${tenant_id}/mail/${id}`
    world.store.kept.set(raw_key, bytes)
    return { tenant_id, id, raw_key, size_bytes: bytes.length, sha256: sha256Of(bytes), sender }
  })
  return database.admin<{ tenant_id: string; key: string }>(
    `select mail->>'tenant_id' as tenant_id, app.receive_mail((mail->>'tenant_id')::uuid, mail)->>'job' as key from jsonb_array_elements($1) mail`,
    [JSON.stringify(mails)],
  )
}
