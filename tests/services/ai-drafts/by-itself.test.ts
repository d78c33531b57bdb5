import { beforeAll, describe, expect, it } from 'vitest'
import { AiDraftQuery } from '../../../core/contract/ai-drafts.ts'
import { ChangeOverrides } from '../../../core/contract/profile.ts'
import { newId } from '../../../core/db/ids.ts'
import { BY_ITSELF_MAX } from '../../../core/domain/drafts/autonomy.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { parseMessage } from '../../../core/services/ai-drafts/create.ts'
import { listAiDrafts } from '../../../core/services/ai-drafts/list.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { updateOverrides } from '../../../core/services/profile/update-overrides.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { mailWorld, written } from '../../support/mail-world.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { someNumber, textWorld } from '../../support/text-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
const WORK = 'Please come to fix the boiler on Friday, it is urgent'
const ORDER = 'Please invoice us: 2 taps at $30 each'
let texts: ReturnType<typeof textWorld>
let mails: ReturnType<typeof mailWorld>

beforeAll(async () => {
  if (!database.kind) return
  texts = textWorld(database)
  mails = mailWorld(database)
  texts.context.draftModel = null
  mails.context.draftModel = null
})

async function business(level: string | null, cap = '500') {
  const b = await makeBusiness(database)
  const number = await texts.numberOf(b)
  const customer = someNumber()
  await b.contact({ display_name: 'Jane Okafor', phone: customer, email: 'jane@customer.example' })
  if (level) await wish(b, level, cap)
  return { b, number, customer }
}
const wish = (b: TestBusiness, level: string, cap = '500') =>
  updateOverrides(b.as('OWNER'), ChangeOverrides.parse({ automations: { ai_drafts: { level, amount_cap: cap } } }))

/** What comes of a text: the draft, and what follows of it by jobs. */
async function text({ b, number, customer }: Awaited<ReturnType<typeof business>>, words: string, from = customer) {
  const arrival = await texts.text(number, from, words)
  if (arrival?.job) await work(texts, b, arrival.job)
  return arrival
}
async function work(world: Pick<typeof texts, 'work'>, b: TestBusiness, key: string) {
  await world.work([{ tenant_id: b.tenantId, key }])
  for (const { key: next } of await waiting(b)) await world.work([{ tenant_id: b.tenantId, key: next }])
}
const waiting = (b: TestBusiness) =>
  database.admin<{ key: string }>(
    "select key from app.jobs where tenant_id = $1 and done_at is null and type like 'AI_DRAFT_%'",
    [b.tenantId],
  )
const drafts = async (b: TestBusiness) =>
  (await listAiDrafts(b.as('OWNER'), cursors, AiDraftQuery.parse({ limit: 100 }))).rows

describe('a draft that nobody asked for', () => {
  it('is made of no message unless the business wished so', async () => {
    const quiet = await business(null)
    expect((await text(quiet, WORK))?.job).toBeNull()
    await mails.deliver(quiet.b, written({ text: WORK }))
    expect([await drafts(quiet.b), await waiting(quiet.b)]).toEqual([[], []])
  })

  it('is made once of each message that asks for something, and of nothing else', async () => {
    const asked = await business('L2')
    await text(asked, WORK)
    await text(asked, 'Thanks, see you')
    await text(asked, 'STOP')
    await mails.deliver(asked.b, written({ text: WORK }))
    await mails.deliver(asked.b, written({ text: WORK, headers: { 'Auto-Submitted': 'auto-replied' } }))
    for (const { key } of await waiting(asked.b)) await work(mails, asked.b, key)
    const found = await drafts(asked.b)
    expect(found.map(({ status, intent, created_by }) => [status, intent, created_by])).toEqual([
      ['READY', 'CREATE_WORK_ITEM', 'job:AI_DRAFT_MAKE'],
      ['READY', 'CREATE_WORK_ITEM', 'job:AI_DRAFT_MAKE'],
    ])
  })

  it('is not made of what somebody drafted already', async () => {
    const asked = await business('L2')
    const arrival = await texts.text(asked.number, asked.customer, WORK)
    const [message] = await database.admin<{ id: string }>('select id from messages where tenant_id = $1', [
      asked.b.tenantId,
    ])
    await parseMessage(asked.b.as('OWNER'), { draftModel: null }, message!.id, {})
    await work(texts, asked.b, arrival!.job!)
    expect(await drafts(asked.b)).toHaveLength(1)
  })

  it('is not made of a flood', async () => {
    const asked = await business('L2')
    for (let n = 0; n < BY_ITSELF_MAX.sender + 2; n++) await text(asked, `${WORK} ${n}`)
    expect(await drafts(asked.b)).toHaveLength(BY_ITSELF_MAX.sender)
    await text(asked, WORK, someNumber())
    expect(await drafts(asked.b)).toHaveLength(BY_ITSELF_MAX.sender + 1)
  })
})

describe('what becomes of it without a click', () => {
  const made = async (level: string, words: string, more: { from?: string; cap?: string } = {}) => {
    const asked = await business(level, more.cap)
    await text(asked, words, more.from)
    const [draft] = await drafts(asked.b)
    return { ...asked, draft: draft! }
  }

  it('a sure one of a customer becomes a draft of an invoice, that can be undone', async () => {
    const { b, draft } = await made('L3', ORDER)
    expect(draft).toMatchObject({ status: 'APPLIED', applied_by: 'job:AI_DRAFT_APPLY' })
    const invoices = () =>
      database.admin('select status, sent_at from invoices where tenant_id = $1 and deleted_at is null', [b.tenantId])
    expect(await invoices()).toEqual([{ status: 'DRAFT', sent_at: null }])
    expect(await undoAiDraft(b.as('OWNER'), draft.id)).toMatchObject({ status: 'READY' })
    expect(await invoices()).toEqual([])
  })

  it.each([
    ['where only drafts were wished', 'L2', ORDER, {}],
    ['above the cap', 'L3', ORDER, { cap: '59' }],
    ['of a stranger', 'L3', ORDER, { from: someNumber() }],
    ['of what is not sure', 'L3', 'Please invoice us for the work', {}],
  ])('nothing %s', async (_, level, words, more) => {
    const { draft } = await made(level, words, more)
    expect(draft.status).not.toBe('APPLIED')
  })

  it('nothing of a mail whose sender is not proven', async () => {
    const { b } = await business('L3')
    const [key] = [await mails.deliver(b, written({ text: ORDER }))]
    expect(key).toBeTruthy()
    for (const job of await waiting(b)) await work(mails, b, job.key)
    expect((await drafts(b)).map(({ status }) => status)).toEqual(['READY'])
  })

  it.each([
    ['unproven, in his name', 'FAILED', 'jane@customer.example', false],
    ['proven, of somebody else', 'VERIFIED', 'spy@other.example', false],
    ['proven, of the customer himself', 'VERIFIED', 'jane@customer.example', true],
  ])('a mail into the thread of his texts is what its own sender proves: %s', async (_, proven, from, isMade) => {
    const asked = await business('L3')
    await text(asked, 'Hello')
    const id = newId()
    await database.admin(
      `insert into messages (tenant_id, id, conversation_id, direction, kind, from_address, new_text, proven, received_at, created_by)
       select tenant_id, $2, id, 'INBOUND', 'MESSAGE', $3, $4, $5, app.now(), 'job:MAIL_READ' from conversations where tenant_id = $1`,
      [asked.b.tenantId, id, from, ORDER, proven],
    )
    const [made] = await database.admin<{ job: string }>(
      `with t as (select set_config('app.tenant', $1, true)) select app.draft_by_itself($2::uuid) as job from t`,
      [asked.b.tenantId, id],
    )
    await work(texts, asked.b, made!.job)
    expect((await drafts(asked.b)).map(({ status }) => status)).toEqual([isMade ? 'APPLIED' : 'READY'])
  })

  it('nothing that was undone, however its job comes again', async () => {
    const { b, draft } = await made('L3', ORDER)
    await undoAiDraft(b.as('OWNER'), draft.id)
    await database.admin(
      `update app.jobs set state = 'QUEUED', done_at = null, attempts = 0, leased_until = null where tenant_id = $1 and type = 'AI_DRAFT_APPLY'`,
      [b.tenantId],
    )
    for (const { key } of await waiting(b)) await texts.work([{ tenant_id: b.tenantId, key }])
    expect((await drafts(b)).map(({ status }) => status)).toEqual(['READY'])
  })

  it('what the profile refuses or switched off waits for a person, and nobody is alarmed', async () => {
    const asked = await business('L3')
    await updateOverrides(asked.b.as('OWNER'), ChangeOverrides.parse({ capabilities: { invoices: false } }))
    await text(asked, ORDER)
    const [draft] = await drafts(asked.b)
    expect(draft!.status).toBe('READY')
    const alerts = await database.admin('select kind from app.alerts where tenant_id = $1', [asked.b.tenantId])
    expect([alerts, await waiting(asked.b)]).toEqual([[], []])
    await expectRefusal(applyAiDraft(asked.b.as('OWNER'), draft!.id, {}), 'CAPABILITY_DISABLED')
  })

  it('nothing once the wish was taken back', async () => {
    const asked = await business('L3')
    const arrival = await texts.text(asked.number, asked.customer, ORDER)
    await texts.work([{ tenant_id: asked.b.tenantId, key: arrival!.job! }])
    await wish(asked.b, 'L2')
    for (const { key } of await waiting(asked.b)) await work(texts, asked.b, key)
    expect((await drafts(asked.b)).map(({ status }) => status)).toEqual(['READY'])
  })

  it('a change of it asks nobody anew for reminders', async () => {
    const { b } = await business(null)
    const rule = () => database.admin('select * from app.reminder_rules where tenant_id = $1', [b.tenantId])
    const before = await rule()
    await wish(b, 'L3')
    expect(await rule()).toEqual(before)
  })
})
