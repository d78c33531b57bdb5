import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { ACTING_ROLES } from '../../core/domain/permissions.ts'
import { storedFile } from '../routes/files.ts'
import { type Api, apiClient, until } from '../support/api.ts'
import { useStack } from '../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../support/team.ts'

const stack = useStack()
let owners: Team
/** Members of a business of their own; its owner reviews for the platform. */
let platform: TeamBusiness
let omar: Api
beforeAll(async () => {
  owners = await makeTeam(stack)
  platform = await (await makeTeam(stack)).business({ name: 'SMB Hub' })
  await stack.admin(`insert into app.platform_members (user_id) values ($1)`, [platform.userIds.OWNER])
  omar = platform.owner
}, 60_000)

const TEXT = 'Please bill the shutoff valve $85 and two cartridges at $48, the secret is heron-7'
async function inReview(b: TeamBusiness): Promise<string> {
  const contact = await b.owner.post('/v1/contacts', { display_name: `Maria ${newId().slice(-4)}` })
  const body = { source_type: 'MANUAL', text: TEXT, contact_id: contact.body.data.id }
  const { id } = (await b.owner.post('/v1/ai-drafts', body)).body.data
  await until(
    () => stack.admin(`select from ai_drafts where id = $1 and model_state = 'WAITING'`, [id]),
    (waiting) => waiting.length === 0,
  )
  await b.owner.post(`/v1/ai-drafts/${id}/request-review`, {})
  return id
}

const granted = async () => {
  const b = await owners.business()
  expect((await b.owner.post('/v1/business/grant-review-access')).status).toBe(200)
  return b
}
const refused = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [status, body.error?.code]

describe('C-22 the door of reviewers', () => {
  it('is shut to every member, whatever his role, to links and to nobody', async () => {
    const b = await granted()
    const id = await inReview(b)
    const paths = ['/v1/ops/ai-drafts', '/v1/ops/work-queue', `/v1/ops/ai-drafts/${id}`]
    for (const role of ACTING_ROLES) {
      for (const path of paths)
        expect([role, path, ...refused(await b.as[role].get(path))]).toEqual([role, path, 403, 'FORBIDDEN'])
      const body = { action: 'apply' }
      expect([role, ...refused(await b.as[role].patch(paths[2]!, body))]).toEqual([role, 403, 'FORBIDDEN'])
      expect((await b.as[role].get('/v1/auth/me')).body.data.permissions).not.toContain('reviews.read')
    }
    for (const path of paths) expect((await apiClient(stack).get(path)).status).toBe(401)
    for (const path of paths) expect((await apiClient(stack, newId()).get(path)).status).toBe(401)
    expect((await omar.get('/v1/auth/me')).body.data.permissions).toContain('reviews.read')
  })

  it('opens to what is in review, and to nothing else of the business', async () => {
    const b = await granted()
    const id = await inReview(b)
    const seen = await omar.get(`/v1/ops/ai-drafts/${id}`)
    expect(seen.status).toBe(200)
    expect(seen.body.data.source_lines.join()).toContain('heron-7')
    // He is no member by that: each other door knows him as a stranger.
    for (const path of [`/v1/ai-drafts/${id}`, `/v1/contacts/${seen.body.data.draft_payload.contact_id}`])
      expect((await omar.get(path)).status, path).toBe(404)
    expect((await omar.get('/v1/ai-drafts')).body.data).toEqual([])
    const inbox = await apiClient(stack).get(`/local/mailbox.json?to=maria`)
    expect(inbox.body).toEqual([])
  })

  it('is shut at once by the owner, and by a key that was used before', async () => {
    const b = await granted()
    const id = await inReview(b)
    const headers = { 'Idempotency-Key': newId() }
    const body = { action: 'apply' }
    const first = await omar.patch(`/v1/ops/ai-drafts/${id}`, body, { headers })
    expect([first.status, first.body.data.applied]).toEqual([200, 'INVOICE'])
    const again = await omar.patch(`/v1/ops/ai-drafts/${id}`, body, { headers })
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([200, 'true'])
    expect(again.body.data).toEqual(first.body.data)
    await b.owner.post('/v1/business/revoke-review-access')
    const after = await omar.patch(`/v1/ops/ai-drafts/${id}`, body, { headers })
    expect(refused(after)).toEqual([404, 'NOT_FOUND'])
    expect(after.text).not.toContain('heron-7')
    expect((await omar.get(`/v1/ops/ai-drafts/${id}`)).status).toBe(404)
  })

  it('gives the file of a draft by an address of its own, to nobody any more once the owner ends it', async () => {
    const b = await granted()
    const body = { source_type: 'FILE', source_id: await storedFile(b), text: 'Home Depot\n2026-11-18\nTotal $12.00' }
    const { id, status } = (await b.owner.post('/v1/ai-drafts', body)).body.data
    if (status === 'READY') await b.owner.post(`/v1/ai-drafts/${id}/request-review`, {})
    const { url, mime_type } = (await omar.get(`/v1/ops/ai-drafts/${id}`)).body.data.file
    const given = await fetch(url)
    expect([given.status, mime_type, given.headers.get('cache-control')]).toEqual([200, 'application/pdf', 'no-store'])
    expect(await given.text()).toContain('a plan of the kitchen')
    // Nor does the address say where the bytes are.
    const claims = Buffer.from(new URL(url).pathname.split('/').at(-1)!.split('.')[0]!, 'base64url').toString()
    expect(Object.keys(JSON.parse(claims)).toSorted()).toEqual(['draftId', 'expiresAt', 'sessionId', 'userId'])
    expect((await fetch(url.replace('/review/', '/content/'))).status).toBe(404)
    expect((await fetch(`${url}x`)).status).toBe(404)
    await b.owner.post('/v1/business/revoke-review-access')
    expect((await fetch(url)).status).toBe(404)
    await b.owner.post('/v1/business/grant-review-access')
    expect((await fetch(url)).status).toBe(200)
    await omar.patch(`/v1/ops/ai-drafts/${id}`, { action: 'reject' })
    expect((await fetch(url)).status).toBe(404)
  })

  it('tells who came too late how it ended, and nothing that the draft says', async () => {
    const b = await granted()
    const id = await inReview(b)
    await b.owner.post(`/v1/ai-drafts/${id}/approve`, {})
    const late = await omar.patch(`/v1/ops/ai-drafts/${id}`, { action: 'apply' })
    expect(refused(late)).toEqual([409, 'CONFLICT'])
    expect(late.body.error.latest).toMatchObject({ id, status: 'APPROVED', ended_by: 'The OWNER' })
    expect(late.text).not.toContain('heron-7')
    const other = await inReview(b)
    const stale = await omar.patch(`/v1/ops/ai-drafts/${other}`, { action: 'apply', if_match_version: 1 })
    expect(refused(stale)).toEqual([409, 'CONFLICT'])
    expect(stale.body.error.latest).toMatchObject({ id: other, status: 'PENDING_QC' })
  })

  it('refuses by the same key again what it refused, and says how the draft is', async () => {
    const id = await inReview(await granted())
    const headers = { 'Idempotency-Key': newId() }
    for (const time of ['first', 'second']) {
      const body = { action: 'apply', if_match_version: 1 }
      const stale = await omar.patch(`/v1/ops/ai-drafts/${id}`, body, { headers })
      expect([time, ...refused(stale)]).toEqual([time, 409, 'CONFLICT'])
      expect(stale.body.error.latest, time).toMatchObject({ id, status: 'PENDING_QC' })
    }
  })

  it('refuses shapes and values before it looks, each by its field', async () => {
    const id = await inReview(await granted())
    const path = `/v1/ops/ai-drafts/${id}`
    const bodies: [object, string][] = [
      [{ action: 'send' }, 'action'],
      [{ action: 'apply', merge_into: newId() }, 'merge_into'],
      [{ action: 'reject', draft_payload: {} }, 'draft_payload'],
      [{ reason: 'No' }, 'reason'],
      [{ draft_payload: { total: '12' } }, 'draft_payload.total'],
      [{ draft_payload: { contact_id: newId() } }, 'draft_payload.contact_id'],
    ]
    for (const [body, field] of bodies) {
      const { status, body: answer } = await omar.patch(path, body)
      expect([status, answer.error?.details?.[0]?.field], field).toEqual([422, field])
    }
    for (const query of ['status=READY', 'confidence=SURE', 'waiting_minutes=-1', 'tenant=x'])
      expect((await omar.get(`/v1/ops/ai-drafts?${query}`)).status, query).toBe(422)
    expect((await omar.get('/v1/ops/ai-drafts?cursor=abc')).status).toBe(400)
  })
})
