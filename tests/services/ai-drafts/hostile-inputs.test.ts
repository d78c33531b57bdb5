import { beforeAll, expect, it } from 'vitest'
import { AiDraftQuery, CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { ExtractInput } from '../../../core/contract/extraction.ts'
import { ChangeOverrides } from '../../../core/contract/profile.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft, parseMessage } from '../../../core/services/ai-drafts/create.ts'
import { listAiDrafts } from '../../../core/services/ai-drafts/list.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { extract } from '../../../core/services/extraction/extract.ts'
import { updateOverrides } from '../../../core/services/profile/update-overrides.ts'
import { draftModel } from '../../../workers/adapters/models/draft-model.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import type { FakeTexter } from '../../support/fake-texter.ts'
import { type HostileInputs, hostileInputs } from '../../support/hostile-inputs.ts'
import { mailWorld } from '../../support/mail-world.ts'
import { seeded } from '../../support/reminder-years.ts'

const database = useDatabase()
/** Each a mail, the name of its file, a receipt and what a model answers of it: 10,000 inputs in `npm run test:whole`. */
const ROUNDS = process.env.TEST_SEED ? 24 : 2_500
/** Of one business: a machine drafts no more than so many a day of one sender. */
const ROUNDS_OF_ONE = 12
const SEED = Number(process.env.TEST_SEED || 20261127)
const cursors = new Cursors('a secret of the tests')
let world: ReturnType<typeof mailWorld>
let inputs: HostileInputs
let theirs: TestBusiness
const charged: string[] = []

beforeAll(async () => {
  if (!database.kind) return
  world = mailWorld(database)
  theirs = await makeBusiness(database)
  const invoice = await theirs.sentInvoice()
  inputs = hostileInputs(seeded(SEED), [theirs.tenantId, invoice.id, invoice.contact_id!])
  const model = {
    model: 'hostile',
    complete: async () => ({ ...inputs.answer(), tokensIn: 1, tokensOut: 1, costMicros: null }),
  }
  world.context.draftModel = draftModel([model])
  world.context.mailHost = null
  world.context.payments = new Proxy(world.context.payments, {
    get: (target, name) => {
      if (/create|expire|capture|refund/i.test(String(name))) charged.push(String(name))
      return Reflect.get(target, name, target)
    },
  })
})

/** All that a business has, row by row. */
async function rowsOf(tenantId: string): Promise<Record<string, string>> {
  const tables = await database.admin<{ name: string }>(
    `select c.table_schema || '.' || c.table_name as name from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema in ('app', 'public') and c.column_name = 'tenant_id' order by 1`,
  )
  const sums = await database.admin<{ name: string; sum: string }>(
    tables
      .map(
        ({ name }) =>
          `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${name} t where tenant_id = $1::uuid`,
      )
      .join(' union all '),
    [tenantId],
  )
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum]))
}

/** In the house, as far as a machine goes at all: drafts of each mail, made where they are sure. */
async function open(): Promise<TestBusiness> {
  const b = await makeBusiness(database)
  await b.contact({ display_name: 'Jane Okafor', email: 'jane@customer.example' })
  const wish = { automations: { ai_drafts: { level: 'L3', amount_cap: '9999' } } }
  await updateOverrides(b.as('OWNER'), ChangeOverrides.parse(wish))
  return b
}

/** One mail with its file, and all that follows of it by jobs. */
async function mailOf(b: TestBusiness): Promise<void> {
  const { subject, text, from } = inputs.mail()
  const name = encodeURIComponent(inputs.fileName())
  const raw = [
    `From: ${from.replace(/[^\x20-\x7e]/g, '')}`,
    'To: us@in.example',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--b',
    'Content-Type: application/pdf',
    `Content-Disposition: attachment; filename*=utf-8''${name}`,
    '',
    '%PDF-1.4 nothing',
    '--b--',
    '',
  ].join('\r\n')
  await world.deliver(b, raw)
}

async function workOff(b: TestBusiness): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    const waiting = await database.admin<{ tenant_id: string; key: string }>(
      `select tenant_id, key from app.jobs where tenant_id = $1 and done_at is null and type like 'AI_DRAFT_%'`,
      [b.tenantId],
    )
    if (waiting.length === 0) return
    await world.work(waiting)
  }
}

async function receiptOf(b: TestBusiness): Promise<void> {
  const lines = inputs.receipt()
  const read = await extract(
    b.as('OWNER'),
    ExtractInput.parse({ kind: 'receipt', lines: lines.map((text) => ({ text })) }),
  )
  if (read.fields.total) expect(Number(read.fields.total.value)).toBe(5)
  const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel: world.context.draftModel }
  const input = { source_type: 'MANUAL', text: lines.join('\n'), intent: 'DRAFT_EXPENSE' }
  await createAiDraft(b.as('OWNER'), ports, CreateAiDraft.parse(input))
}

/** A person has a draft made of each mail, and makes what is there, whatever it says: it stays in the house. */
async function applyAll(b: TestBusiness): Promise<number> {
  const mails = await database.admin<{ id: string }>('select id from messages where tenant_id = $1', [b.tenantId])
  for (const { id } of mails) await parseMessage(b.as('OWNER'), world.context, id, {})
  await workOff(b)
  const { rows } = await listAiDrafts(b.as('OWNER'), cursors, AiDraftQuery.parse({ limit: 100 }))
  let made = 0
  for (const { id } of rows)
    await applyAiDraft(b.as('OWNER'), id, { override_warnings: true }).then(
      () => made++,
      () => {},
    )
  return made
}

it(`PI1 ${ROUNDS * 4} hostile mails, file names, receipts and answers of models: nothing is sent, nothing is charged, no row of another business`, {
  timeout: 1_200_000,
}, async () => {
  const before = await rowsOf(theirs.tenantId)
  const ours: TestBusiness[] = []
  let made = 0
  for (let round = 0; round < ROUNDS; round++) {
    if (round % ROUNDS_OF_ONE === 0) ours.push(await open())
    const b = ours.at(-1)!
    await mailOf(b)
    await receiptOf(b)
    await workOff(b)
    if (round % ROUNDS_OF_ONE === ROUNDS_OF_ONE - 1 || round === ROUNDS - 1) made += await applyAll(b)
  }
  const ids = ours.map(({ tenantId }) => tenantId)
  const count = async (of: string) =>
    (await database.admin<{ n: number }>(`select count(*)::int as n from ${of}`, [ids]))[0]!.n
  // What is drafted was drafted at all, also by itself, and asked of the hostile model.
  expect(made).toBeGreaterThan(ROUNDS / 3)
  expect(await count(`ai_drafts where tenant_id = any($1) and created_by like 'job:%'`)).toBeGreaterThan(0)
  expect(await count(`app.ai_calls where tenant_id = any($1)`)).toBeGreaterThan(ROUNDS)

  expect([world.mailer.sent, (world.context.texter as FakeTexter).asked, charged], `seed ${SEED}`).toEqual([[], [], []])
  const outside = {
    sentInvoices: `invoices where tenant_id = any($1) and status <> 'DRAFT'`,
    sentQuotes: `quotes where tenant_id = any($1) and status <> 'DRAFT'`,
    outbound: `messages where tenant_id = any($1) and direction <> 'INBOUND'`,
    payments: 'payments where tenant_id = any($1)',
    checkouts: 'checkout_sessions where tenant_id = any($1)',
    jobs: `app.jobs where tenant_id = any($1) and type !~ '^(AI_DRAFT_|MAIL_READ|FILE_)'`,
  }
  for (const [what, of] of Object.entries(outside)) expect([what, await count(of)]).toEqual([what, 0])
  expect(await rowsOf(theirs.tenantId)).toEqual(before)
})
