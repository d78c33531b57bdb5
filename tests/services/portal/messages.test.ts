import { beforeAll, describe, expect, it } from 'vitest'
import { ConversationQuery } from '../../../core/contract/conversations.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { listConversations } from '../../../core/services/conversations/list.ts'
import { closeConversation } from '../../../core/services/conversations/move.ts'
import { presentConversation } from '../../../core/services/conversations/present.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { type PortalLink, PortalLinks } from '../../../core/services/documents/portal-links.ts'
import { revokePaymentLink } from '../../../core/services/invoices/links.ts'
import { askQuestion, type Question, viewThread } from '../../../core/services/portal/messages.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal, refusalOf } from '../../support/refusal.ts'
import { linkTo, portal } from './portal-link.ts'

const database = useDatabase()
const { db } = portal(database)
const cursors = new Cursors('a secret of the tests')
const links = new PortalLinks('https://hub.example', 'a secret of sixteen')
let b: TestBusiness

beforeAll(async () => {
  if (database.kind) b = await makeBusiness(database, { name: 'Maple Corner Plumbing' })
})

const system = (meter = new Meter()) => new SystemDb(db(meter))
const question = async (tokenHash: string, text: string, more: Partial<Question> = {}): Promise<Question> => ({
  tokenHash,
  text,
  key: null,
  link: await links.mint('conversation'),
  requestId: 'req_1',
  ip: '192.0.2.9',
  ...more,
})
/** Asked, with the link to the conversation. */
async function ask(tokenHash: string, text: string, more: Partial<Question> = {}) {
  const asked = await question(tokenHash, text, more)
  return { ...(await askQuestion(system(), asked)), link: asked.link as PortalLink }
}
const conversations = async (query: object = {}, of = b, role: 'OWNER' | 'AGENT' = 'OWNER') =>
  (await listConversations(of.as(role), cursors, ConversationQuery.parse(query))).rows.map(presentConversation)
const linked = async (of = b) => {
  const invoice = await of.sentInvoice()
  return { invoice, ...(await linkTo(of, invoice.id)) }
}
/** What the business answered, as far as it is on its way. */
const answered = (
  of: TestBusiness,
  conversation: string,
  text: string,
  more: { status?: string; to?: string; internal?: boolean } = {},
) =>
  database.admin(
    `with m as (insert into messages (tenant_id, id, conversation_id, direction, kind, from_name, new_text, internal, received_at, created_by)
       values ($1, $2, $3, 'OUTBOUND', 'MESSAGE', 'Dana', $4, $5, app.now(), 'dana'))
     insert into outbound (tenant_id, id, kind, object_id, key, status, to_address, created_by)
       select $1, $2, 'message', $2, $2, $6, $7, 'dana' where not $5`,
    [
      of.tenantId,
      newId(),
      conversation,
      text,
      more.internal ?? false,
      more.status ?? 'SENT',
      more.to ?? 'maria@silva.example',
    ],
  )
const shown = async (hash: string) => (await viewThread(system(), hash))?.messages.map(({ text }) => text)

describe('a question from the page of a document', () => {
  it('begins a conversation about it, unread, of its contact; in one trip', async () => {
    const { invoice, hash } = await linked()
    const meter = new Meter()
    const asked = await askQuestion(system(meter), await question(hash, '  Is the flush in it?\r\nThank you '))
    expect(meter.trips).toBe(1)
    const [conversation] = await conversations({ q: 'flush', channel: 'WEB_PORTAL' })
    expect(conversation).toMatchObject({
      id: asked.conversation_id,
      channel: 'WEB_PORTAL',
      contact: { id: invoice.contact_id, display_name: 'Maria Silva' },
      from: { name: 'Maria Silva', address: 'maria@silva.example' },
      subject: `Invoice ${invoice.invoice_number}`,
      document: { kind: 'invoice', id: invoice.id },
      snippet: 'Is the flush in it? Thank you',
      unread: true,
      status: 'OPEN',
    })
    for (const q of ['silva', invoice.invoice_number!])
      expect((await conversations({ q }))[0]?.id).toBe(asked.conversation_id)
    expect(await conversations({ q: 'flush' }, b, 'AGENT')).toEqual([])
  })

  it('goes on in the same conversation, by any link to the document or to it, and opens it', async () => {
    const { invoice, hash } = await linked()
    const first = await ask(hash, 'First')
    await closeConversation(b.as('OWNER'), first.conversation_id)
    const again = await ask((await linkTo(b, invoice.id)).hash, 'Second')
    const third = await ask(first.link.hash, 'Third')
    expect([again.conversation_id, third.conversation_id]).toEqual([first.conversation_id, first.conversation_id])
    expect([first.is_own_link, third.is_own_link]).toEqual([false, true])
    expect((await conversations({ q: 'third' }))[0]).toMatchObject({ status: 'OPEN', snippet: 'Third' })
    for (const link of [first.link, again.link]) expect(await shown(link.hash)).toEqual(['First', 'Second', 'Third'])
    expect(await viewThread(system(), third.link.hash)).toBeNull()
  })

  it('sent twice is one message: the same words at once, or the same key', async () => {
    const { hash } = await linked()
    const first = await ask(hash, 'Twice')
    expect((await ask(hash, 'Twice')).is_new).toBe(false)
    expect((await ask(first.link.hash, 'Twice ')).is_new).toBe(false)
    await ask(hash, 'By key', { key: 'k' })
    await ask(hash, 'Between')
    expect((await ask(hash, 'By key', { key: 'k' })).is_new).toBe(false)
    await expectRefusal(ask(hash, 'Other words', { key: 'k' }), 'VALIDATION_ERROR', 'Idempotency-Key')
    expect(await shown(first.link.hash)).toEqual(['Twice', 'By key', 'Between'])
    await ask(hash, 'Twice')
    expect(await shown(first.link.hash)).toHaveLength(4)
  })

  it('is refused empty, too long, and more than ten times an hour by one link', async () => {
    const { hash } = await linked()
    for (const text of ['', ' \n ', 'x'.repeat(4001)]) await expectRefusal(ask(hash, text), 'VALIDATION_ERROR', 'body')
    for (let n = 0; n < 10; n++) await ask(hash, `Question ${n}`)
    expect((await ask(hash, 'Question 9')).is_new).toBe(false)
    const refused = await refusalOf(ask(hash, 'One more'), 'RATE_LIMITED')
    expect(refused.retryAfterSeconds).toBe(3600)
  })

  it('PT4 PT5 by a link that opens nothing reaches nobody; revoking those of the document closes those of the conversation', async () => {
    const { invoice, hash } = await linked()
    const asked = await ask(hash, 'Still open')
    expect(await viewThread(system(), hash)).toBeNull()
    await revokePaymentLink(b.as('OWNER'), invoice.id)
    for (const dead of [hash, asked.link.hash, 'ab'.repeat(32)]) {
      await expectRefusal(ask(dead, 'Closed'), 'NOT_FOUND')
      expect(await viewThread(system(), dead)).toBeNull()
    }
  })

  it('TI2 shows and changes nothing of another business', async () => {
    const other = await makeBusiness(database, { name: 'Other' })
    const [ours, theirs] = [await linked(), await linked(other)]
    await ask(ours.hash, 'Ours')
    const asked = await ask(theirs.hash, 'Theirs')
    expect(await conversations({}, other)).toHaveLength(1)
    expect(await viewThread(system(), asked.link.hash)).toMatchObject({
      business: { name: 'Other' },
      messages: [{ text: 'Theirs' }],
    })
  })
})

describe('the page of a conversation', () => {
  it('shows what he wrote and was answered, never notes, what is on its way, or what went to somebody else', async () => {
    const { hash } = await linked()
    const asked = await ask(hash, 'Is the flush in it?')
    await answered(b, asked.conversation_id, 'Yes, it is.')
    for (const status of ['QUEUED', 'CANCELED', 'FAILED'])
      await answered(b, asked.conversation_id, `That is ${status}`, { status })
    await answered(b, asked.conversation_id, 'He asks again', { internal: true })
    await answered(b, asked.conversation_id, 'What do you think of him?', { to: 'colleague@elsewhere.example' })
    await database.admin(
      `insert into messages (tenant_id, id, conversation_id, direction, kind, from_name, from_address, new_text, proven, raw_key, received_at, created_by)
       select $1, gen_random_uuid(), $2, 'INBOUND', 'MESSAGE', 'Somebody', x, 'From ' || x, 'UNVERIFIED', 'x', app.now(), 'job' from unnest($3::text[]) x`,
      [b.tenantId, asked.conversation_id, ['maria@silva.example', 'colleague@elsewhere.example']],
    )
    const thread = await viewThread(system(), asked.link.hash)
    expect(thread).toMatchObject({
      is_answered_by_mail: true,
      has_earlier: false,
      business: { name: 'Maple Corner Plumbing' },
    })
    expect(thread!.messages.map(({ is_own, from_name, text }) => [is_own, from_name, text])).toEqual([
      [true, 'Maria Silva', 'Is the flush in it?'],
      [false, 'Dana', 'Yes, it is.'],
      [true, 'Somebody', 'From maria@silva.example'],
    ])
    expect(JSON.stringify(thread)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  })

  it('has room for few: the newest, cut where one is long', async () => {
    const { hash } = await linked()
    const asked = await ask(hash, 'Old')
    await answered(b, asked.conversation_id, '日'.repeat(3000))
    await ask(hash, 'y'.repeat(3000))
    const thread = (await viewThread(system(), asked.link.hash))!
    expect(thread.messages.map(({ text, is_cut }) => [text.length, is_cut])).toEqual([
      [1000, true],
      [3000, false],
    ])
    expect(thread.has_earlier).toBe(true)
  })
})
