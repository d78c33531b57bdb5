import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { apiClient, newAddress, type SignedUp, signUp } from '../support/api.ts'
import { makeDraft } from '../support/invoices.ts'
import { useStack } from '../support/shared-stack.ts'
import { makeTeam } from '../support/team.ts'

const stack = useStack()
let owner: SignedUp
let stranger: SignedUp
beforeAll(async () => {
  owner = await signUp(stack)
  stranger = await signUp(stack)
})

const openPage = (token: string, signal: AbortSignal, name = 'page-of-a-test') =>
  fetch(`${stack.origin}/v1/live`, {
    headers: { Authorization: `Bearer ${token}`, 'CF-Connecting-IP': newAddress(), 'X-Page': name },
    signal,
  })

/** What a stream says within a time. */
async function listen(token: string, act: () => Promise<unknown>, ms = 1500, name?: string): Promise<string> {
  const abort = new AbortController()
  const response = await openPage(token, abort.signal, name)
  expect(response.headers.get('Content-Type')).toContain('text/event-stream')
  let heard = ''
  const reading = (async () => {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) heard += chunk
  })().catch(() => {})
  await act()
  await new Promise((resolve) => setTimeout(resolve, ms))
  abort.abort()
  await reading
  return heard
}

it('tells an open page of a payment, and another business nothing', async () => {
  const contact = await owner.api.post('/v1/contacts', { display_name: 'Jane' })
  const draft = await owner.api.post('/v1/invoices', {
    contact_id: contact.body.data.id,
    line_items: [{ name: 'x', rate: '5' }],
  })
  const { id } = draft.body.data
  await owner.api.post(`/v1/invoices/${id}/mark-sent`)
  const pay = () => owner.api.post('/v1/payments', { invoice_id: id, amount: '5' })
  const [heard, foreign] = await Promise.all([listen(owner.jwt, pay), listen(stranger.jwt, async () => {})])
  expect(heard).toContain(`event: changed\ndata: ${JSON.stringify({ kind: 'payment', id })}`)
  expect(foreign).not.toContain(id)
})

it('tells an open page of a draft that it was made, that a model is asked about it, and that it has answered', async () => {
  let id = ''
  const heard = await listen(owner.jwt, async () => {
    const made = await owner.api.post('/v1/ai-drafts', { source_type: 'MANUAL', text: 'The tap drips, please come' })
    id = made.body.data.id
    const isWaiting = async () => (await owner.api.get(`/v1/ai-drafts/${id}`)).body.data.proposal.state === 'WAITING'
    for (const until = Date.now() + 20_000; Date.now() < until && (await isWaiting()); )
      await new Promise((resolve) => setTimeout(resolve, 100))
  })
  expect(heard.split(JSON.stringify({ kind: 'ai_draft', id })).length - 1).toBeGreaterThanOrEqual(3)
})

it('opens for nobody without a token', async () => {
  expect((await apiClient(stack).get('/v1/live')).status).toBe(401)
})

it('tells an agent that an invoice changed, never the id of one that is not his', async () => {
  const b = await (await makeTeam(stack)).business()
  const tokenOf = (role: 'AGENT' | 'DELEGATE' | 'STAFF' | 'VIEWER') => b.tokens[role]
  let id = ''
  const roles = ['AGENT', 'DELEGATE', 'STAFF', 'VIEWER'] as const
  const opened = Promise.withResolvers<void>()
  let closed: number = roles.length
  // Whoever opens his stream last sees it made.
  const made = opened.promise.then(async () => {
    id = (await makeDraft(b)).id
  })
  const open = () => {
    closed -= 1
    if (closed === 0) opened.resolve()
    return made
  }
  const [agent, delegate, staff, viewer] = await Promise.all(roles.map((role) => listen(tokenOf(role), open)))
  for (const heard of [agent, delegate]) {
    expect(heard).toContain('event: changed\ndata: {"kind":"invoice"}')
    expect(heard).not.toContain(id)
  }
  for (const heard of [staff, viewer]) expect(heard).toContain(id)
})

it('TI9 shows two members in one conversation to each other, and an agent nothing of one that is not his', async () => {
  const b = await (await makeTeam(stack)).business()
  const id = newId()
  await stack.admin(
    `insert into conversations (tenant_id, id, last_message_at, last_direction, created_by) values ($1, $2, app.now(), 'INBOUND', 'job:MAIL_READ')`,
    [b.tenantId, id],
  )
  const come = (role: Role, state: string) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    const body = { page: `page-${role}`, conversation_id: id, state }
    expect((await b.as[role].post('/v1/live', body)).status).toBe(role === 'AGENT' ? 404 : 200)
  }
  const hear = (role: Role, state: string) => listen(b.tokens[role], come(role, state), 1000, `page-${role}`)
  const [owner, agent] = await Promise.all([
    hear('OWNER', 'READING'),
    hear('AGENT', 'READING'),
    hear('STAFF', 'WRITING'),
  ])
  for (const [user, state] of [
    [b.userIds.OWNER, 'READING'],
    [b.userIds.STAFF, 'WRITING'],
  ])
    expect(owner).toContain(JSON.stringify({ id: user, state }))
  expect(agent).not.toContain('present')
})

it('one member who opens page after page takes nobody else a place', async () => {
  const b = await (await makeTeam(stack)).business()
  const abort = new AbortController()
  try {
    for (let i = 0; i < 210; i += 30)
      await Promise.all(Array.from({ length: 30 }, () => openPage(b.tokens.VIEWER, abort.signal)))
    const owner = await openPage(b.tokens.OWNER, abort.signal)
    expect(owner.status).toBe(200)
    expect(owner.headers.get('Content-Type')).toContain('text/event-stream')
  } finally {
    abort.abort()
  }
})
