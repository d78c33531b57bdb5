import { beforeAll, describe, expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { UpdateReview } from '../../../core/contract/reviews.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { createAiDraft, parseMessage } from '../../../core/services/ai-drafts/create.ts'
import { requestReview } from '../../../core/services/ai-drafts/decide.ts'
import { grantReviewAccess, revokeReviewAccess } from '../../../core/services/reviews/access.ts'
import { updateReview } from '../../../core/services/reviews/decide.ts'
import { presentReview, presentReviewWithSource } from '../../../core/services/reviews/present.ts'
import { reviewFile, viewReview } from '../../../core/services/reviews/view.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { makeReviewer, type TestReviewer } from '../../support/reviewer.ts'

const database = useDatabase()
const ports = { fileStore: { read: async () => null } as never, pdfLines: async () => [], draftModel: null }
const addresses = { review: ({ draftId }: { draftId: string }) => `https://files.example/${draftId}` } as never
let omar: TestReviewer
beforeAll(async () => {
  if (database.kind) omar = await makeReviewer(database)
})

async function granted(): Promise<TestBusiness> {
  const made = await makeBusiness(database)
  await grantReviewAccess(made.as('OWNER'))
  return made
}

interface Written {
  text: string
  minutesAgo: number
  direction?: 'INBOUND' | 'OUTBOUND'
  kind?: string
  internal?: boolean
  /** How far it went, of one of ours. */
  outbound?: string
}

async function conversation(of: TestBusiness, messages: readonly Written[]): Promise<string[]> {
  const id = newId()
  await database.admin(
    `insert into conversations (tenant_id, id, subject, last_message_at, last_direction, created_by) values ($1, $2, 'Tap', now(), 'INBOUND', 'job:MAIL_READ')`,
    [of.tenantId, id],
  )
  const ids: string[] = []
  for (const message of messages) ids.push(await written(of, id, message))
  return ids
}

async function written(of: TestBusiness, conversationId: string, message: Written): Promise<string> {
  const { text, minutesAgo, direction = 'INBOUND', kind = 'MESSAGE', internal = false, outbound } = message
  const id = newId()
  await database.admin(
    `insert into messages (tenant_id, id, conversation_id, direction, kind, from_address, new_text, internal, proven, raw_key, received_at, created_by)
     values ($1, $2, $3, $4, $5, 'maria@silva.example', $6, $7, 'UNVERIFIED', 'tenant/none', app.now() - make_interval(mins => $8), 'job:MAIL_READ')`,
    [of.tenantId, id, conversationId, direction, kind, text, internal, minutesAgo],
  )
  if (outbound)
    await database.admin(
      `insert into outbound (tenant_id, id, object_id, kind, status, key, to_address, created_by) values ($1, $2, $2, 'message', $3, $4, 'maria@silva.example', 'x')`,
      [of.tenantId, id, outbound, `message:${id}:1`],
    )
  return id
}

const ASKED = { text: 'The tap drips, please come tomorrow', minutesAgo: 10 }

/** The draft of the first of these, in review. */
async function inReview(of: TestBusiness, messages: readonly Written[]): Promise<string> {
  const [asked] = await conversation(of, messages)
  const { id } = await parseMessage(of.as('STAFF'), ports, asked!, {})
  await requestReview(of.as('STAFF'), id)
  return id
}

async function ofFile(of: TestBusiness, kind = 'image/jpeg'): Promise<string> {
  const file = newId()
  await database.admin(
    `insert into files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, created_by) values ($1, $2, 'receipt.jpg', $3, 10, $4, 'STORED', $5, 'x')`,
    [of.tenantId, file, kind, 'a'.repeat(64), `tenant/${of.tenantId}/${file}`],
  )
  const text = 'Home Depot\n2026-11-18\nPipe 12.00\nTotal $12.00'
  const input = CreateAiDraft.parse({ source_type: 'FILE', source_id: file, text })
  const { id, status } = await createAiDraft(of.as('STAFF'), ports, input)
  if (status === 'READY') await requestReview(of.as('STAFF'), id)
  return id
}

const view = async (id: string, meter?: Meter) =>
  presentReviewWithSource(await viewReview(omar.in(id, meter), id), addresses, { userId: omar.userId, sessionId: null })
const wordsOf = async (id: string) => (await view(id)).before.map(({ text }) => text)
const decide = async (id: string, action: string) =>
  presentReview(await updateReview(omar.in(id), id, UpdateReview.parse({ action })))

describe('H-AI-16 the source of a draft in full', () => {
  it('of a message: what both wrote before it in that conversation, the newest first, in the same trip', async () => {
    const b = await granted()
    const id = await inReview(b, [
      ASKED,
      { text: 'Later', minutesAgo: 5 },
      { text: 'We are closed on Mondays', minutesAgo: 20, direction: 'OUTBOUND', outbound: 'DELIVERED' },
      { text: 'Are you open?', minutesAgo: 30 },
    ])
    await conversation(b, [{ text: 'Of somebody else', minutesAgo: 15 }])
    const meter = new Meter()
    const { before, file } = await view(id, meter)
    expect(meter.trips).toBe(1)
    expect(before.map(({ direction, text }) => [direction, text])).toEqual([
      ['OUTBOUND', 'We are closed on Mondays'],
      ['INBOUND', 'Are you open?'],
    ])
    expect(file).toBeNull()
  })

  it('is never a note of the business, what did not leave it, what a machine answered, or more than ten', async () => {
    const b = await granted()
    const id = await inReview(b, [
      ASKED,
      { text: 'A bad payer', minutesAgo: 11, direction: 'OUTBOUND', internal: true },
      ...['QUEUED', 'FAILED', 'CANCELED'].map((outbound) => ({
        text: outbound,
        minutesAgo: 12,
        direction: 'OUTBOUND' as const,
        outbound,
      })),
      { text: 'Out of office', minutesAgo: 13, kind: 'AUTO_REPLY' },
      ...Array.from({ length: 12 }, (_, n) => ({ text: `Number ${n} ${'x'.repeat(3000)}`, minutesAgo: 20 + n })),
    ])
    const words = await wordsOf(id)
    expect(words.map((text) => text.slice(0, 8))).toEqual(Array.from({ length: 10 }, (_, n) => `Number ${n}`))
    expect(words.every((text) => text.length === 2001 && text.endsWith('…'))).toBe(true)
  })

  it('of a file: an address of it, and its bytes as long as the draft is in review', async () => {
    const id = await ofFile(await granted())
    expect((await view(id)).file).toEqual({
      file_name: 'receipt.jpg',
      mime_type: 'image/jpeg',
      size_bytes: 10,
      url: `https://files.example/${id}`,
    })
    expect(await reviewFile(omar.in(id), id)).toMatchObject({ fileName: 'receipt.jpg', mimeType: 'image/jpeg' })
    await decide(id, 'reject')
    await expect(reviewFile(omar.in(id), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // What he settled he still sees as he left it, its file no more.
    expect(await view(id)).toMatchObject({ status: 'REJECTED', file: null, before: [] })
  })

  const ENDS: Record<string, [string, (of: TestBusiness) => Promise<unknown>]> = {
    'its owner ends it': ['NOT_FOUND', (of) => revokeReviewAccess(of.as('OWNER'))],
    'its business is closed': [
      'NOT_FOUND',
      (of) =>
        database.admin(
          `update app.tenants set closing_id = gen_random_uuid(), closed_at = now(), closed_by = 'x', kept_until = now() + interval '20 days' where id = $1`,
          [of.tenantId],
        ),
    ],
    'its file is deleted': [
      'NOT_FOUND',
      (of) => database.admin(`update files set deleted_at = now() where tenant_id = $1`, [of.tenantId]),
    ],
    'he reviews for the platform no more': [
      'FORBIDDEN',
      () => database.admin(`update app.platform_members set ended_at = now() where user_id = $1`, [omar.userId]),
    ],
  }
  it.each(Object.entries(ENDS))('is gone at once where %s', async (_, [code, end]) => {
    const b = await granted()
    const id = await ofFile(b)
    await reviewFile(omar.in(id), id)
    await end(b)
    await expect(reviewFile(omar.in(id), id)).rejects.toMatchObject({ code })
    await database.admin(`update app.platform_members set ended_at = null where user_id = $1`, [omar.userId])
  })

  it('is nothing for who was let in before it was agreed to, until the owner says so', async () => {
    const b = await granted()
    await database.admin(`update app.tenants set review_access_scopes = '{AI_DRAFTS,WORK_QUEUE}' where id = $1`, [
      b.tenantId,
    ])
    const [message, file] = [await inReview(b, [ASKED, { text: 'Are you open?', minutesAgo: 30 }]), await ofFile(b)]
    expect(await wordsOf(message)).toEqual([])
    expect((await view(file)).file).toBeNull()
    await expect(reviewFile(omar.in(file), file)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(grantReviewAccess(b.as('ADMIN'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { review_access_since: since } = await grantReviewAccess(b.as('OWNER'))
    expect(since).not.toBeNull()
    expect(await wordsOf(message)).toEqual(['Are you open?'])
    expect((await view(file)).file).not.toBeNull()
    await expect(grantReviewAccess(b.as('OWNER'))).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})
