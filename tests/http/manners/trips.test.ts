import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { type Answer, apiClient } from '../../support/api.ts'
import { makeDraft, makeHeld, makeLinked, makeSent } from '../../support/invoices.ts'
import { OPERATIONS, type Operation } from '../../support/operations.ts'
import { callOperation, ROWS, rowOf, targetOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'

const stack = useStack()
let team: Team
let b: TeamBusiness
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)

/** Another one after so many tests: of one business 600 calls a minute are taken, and its lists are to have one page. */
const TESTS_OF_A_BUSINESS = 10
let tests = 0
beforeEach(async () => {
  if (tests % TESTS_OF_A_BUSINESS === 0) b = await team.business()
  tests += 1
})

const tripsOf = (answer: Answer) => Number(/db;desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '')?.[1])

const isPaper = ({ path }: Operation) => path.endsWith('/pdf')
const isEInvoice = ({ path }: Operation) => /^\/v1\/(invoices|credit-notes)\/.*\/e-invoice$/.test(path)

/** The status and the envelope of what was done. */
function expectAsDeclared(op: Operation, { status, headers, text, body }: Answer): void {
  const isSignIn = op.tag === 'Sign-in' && !/\/(businesses|sample)$/.test(op.path)
  const { creates, isQuestion, restore } = rowOf(op)
  const isCreate = op.method === 'POST' && (!op.pathParams.length || creates) && !isSignIn && !isQuestion && !restore
  expect(status, text).toBe(isCreate ? 201 : 200)
  if (isEInvoice(op)) expect(text).toMatch(/^<\?xml/)
  else if (isPaper(op)) expect(text.slice(0, 5)).toBe('%PDF-')
  else expectEnvelope(op, { headers, body })
}

function expectEnvelope(op: Operation, { headers, body }: Pick<Answer, 'headers' | 'body'>): void {
  expect(Object.keys(body).sort()).toEqual(['data', 'meta'])
  expect(body.meta).toEqual({ request_id: headers.get('X-Request-Id'), cursor: null })
  expect(body.meta.request_id).toMatch(/^req_[0-9a-f]{32}$/)
  expect(headers.get('Content-Type')).toMatch(/^application\/json/)
  if (op.method !== 'GET') expect(body.data).toBeTypeOf('object')
}

/**
 * Warm (DESIGN 3). One, unless the verb has to look first (two), or goes around an outside call (three; two where there
 * is nothing to load, and without a claim).
 */
describe('what creates is 201, what changes is 200 with the object, in the envelope; and trips to the database', () => {
  it('every route has a row in tests/routes, and no row is without a route', () => {
    expect([...ROWS.keys()].sort()).toEqual(OPERATIONS.map(({ key }) => key).sort())
  })

  const isList = ({ queryParams }: Operation) => queryParams.includes('cursor')
  // Lists first, while they have one page.
  const IN_ORDER = [...OPERATIONS.filter(isList), ...OPERATIONS.filter((op) => !isList(op))]

  it.each(IN_ORDER.map((op) => [op.key, op] as const))('%s', async (_, op) => {
    const target = await targetOf(op, b)
    // Whatever the isolate keeps of the settings is then as new as they are.
    if (!rowOf(op).isOfEmpty && !rowOf(op).restore) await makeDraft(b)
    const answer = await callOperation(b, op.isOpen ? apiClient(stack) : b.owner, op, target)
    expect(answer.status, answer.text).toBeLessThan(400)
    expect(tripsOf(answer)).toBe(rowOf(op).trips ?? 1)
    if (!op.isOpen && op.path !== '/v1/live') expectAsDeclared(op, answer)
  })

  it('a link: an open checkout page is answered again in one, and so is one that opens nothing', async () => {
    const guest = apiClient(stack)
    const { token } = await makeLinked(b)
    await guest.post(`/portal/invoices/${token}/pay`)
    const again = await guest.post(`/portal/invoices/${token}/pay`)
    expect([again.status, tripsOf(again)]).toEqual([303, 1])
    expect(tripsOf(await guest.get('/portal/invoices/nothing'))).toBe(1)
  })

  it('a send that is held and a replay cost two, a CONFLICT two, a refused shape none', async () => {
    const { id } = await makeDraft(b)
    expect(tripsOf(await b.owner.post(`/v1/invoices/${id}/send`, { hold_seconds: 60 }))).toBe(2)
    const headers = { 'Idempotency-Key': newId() }
    await b.owner.post('/v1/contacts', { display_name: 'A' }, { headers })
    expect(tripsOf(await b.owner.post('/v1/contacts', { display_name: 'A' }, { headers }))).toBe(2)
    const held = await makeHeld(b)
    expect(tripsOf(await b.owner.patch(`/v1/invoices/${held.id}`, { notes: 'x', if_match_version: 77 }))).toBe(2)
    expect(tripsOf(await b.owner.post('/v1/contacts', {}))).toBe(0)
  })

  it('an edit of some money fields looks at the others first, an edit of notes does not', async () => {
    const { id } = await makeDraft(b)
    expect(tripsOf(await b.owner.patch(`/v1/invoices/${id}`, { line_items: [{ name: 'A', rate: '5' }] }))).toBe(2)
    expect(tripsOf(await b.owner.patch(`/v1/invoices/${id}`, { internal_notes: 'A' }))).toBe(1)
    const sent = await makeSent(b)
    expect(tripsOf(await b.owner.patch(`/v1/invoices/${sent.id}`, { tags: ['A'] }))).toBe(1)
  })

  it('never a number that depends on how many rows there are', async () => {
    const b = await team.business()
    await makeDraft(b)
    const before = tripsOf(await b.owner.get('/v1/contacts?limit=100'))
    for (let n = 0; n < 30; n++) await b.owner.post('/v1/contacts', { display_name: `Person ${n}` })
    const page = await b.owner.get('/v1/contacts?limit=100')
    expect(page.body.data.length).toBeGreaterThan(30)
    expect(tripsOf(page)).toBe(before)
    const line_items = Array.from({ length: 100 }, (_, n) => ({ name: `Line ${n}`, rate: '1.00' }))
    const contact_id = page.body.data[0].id
    const long = await b.owner.post('/v1/invoices', { contact_id, line_items })
    expect([long.status, tripsOf(long)]).toEqual([201, 1])
    expect(tripsOf(await b.owner.get(`/v1/invoices/${long.body.data.id}`))).toBe(1)
  })
})
