import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { PROFILES } from '../../core/domain/profiles/all.ts'
import { makeContact } from '../routes/contacts.ts'
import { type Answer, apiClient, until } from '../support/api.ts'
import { makeDraft, makeLinked } from '../support/invoices.ts'
import { makeLinkedQuote, makeSentQuote } from '../support/quotes.ts'
import { useStack } from '../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../support/team.ts'

const stack = useStack()
let team: Team
let b: TeamBusiness
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)
beforeEach(async () => {
  b = await team.business()
})

const tripsOf = (answer: Answer) => Number(/db;desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '')?.[1])
const override = (change: object, of = b) => of.owner.patch('/v1/profile/tenant-overrides', change)
const choose = (profile_id: string) => b.owner.patch('/v1/business', { profile_id })
const refusalOf = ({ status, body }: Answer) => [
  status,
  body.error?.code,
  body.error?.details?.map((d: { field: string }) => d.field),
]

describe('GET /v1/profile', () => {
  it.each(PROFILES.map(({ profile_id, version }) => [profile_id, version] as const))('%s, version %i', async (id) => {
    await choose(id)
    const answer = await b.as.VIEWER.get('/v1/profile')
    expect([answer.status, tripsOf(answer)]).toEqual([200, 1])
    const { settings_version: _, ...profile } = answer.body.data
    expect(profile).toMatchSnapshot()
    expect((await b.owner.get('/v1/business')).body.data.profile).toMatchObject({
      profile_id: id,
      labels: profile.labels,
    })
  })

  it('is of its own business alone', async () => {
    const other = await team.business()
    await override({ labels: { work_item: 'Job' } })
    expect((await other.owner.get('/v1/profile')).body.data).toMatchObject({
      labels: { work_item: 'Request' },
      overrides: {},
    })
  })
})

describe('PATCH /v1/profile/tenant-overrides', () => {
  it('takes a part of a profile, again only once, and takes it back by null', async () => {
    const headers = { 'Idempotency-Key': newId() }
    const change = { labels: { work_item: 'Job' }, automations: { ar_reminders: { days_after_due: [5] } } }
    const first = await b.owner.patch('/v1/profile/tenant-overrides', change, { headers })
    const again = await b.owner.patch('/v1/profile/tenant-overrides', change, { headers })
    expect(first.body.data).toMatchObject({ ...change, overrides: change })
    expect(again.body.data).toEqual(first.body.data)
    expect(again.headers.get('Idempotent-Replayed')).toBe('true')
    const back = await override({ labels: { work_item: null } })
    expect(back.body.data.labels.work_item).toBe('Request')
    expect(back.body.data.overrides).toEqual({ automations: change.automations })
    const audit = await stack.admin(
      "select after from app.audit where tenant_id = $1 and action = 'profile.update_overrides' order by id",
      [b.tenantId],
    )
    expect(audit).toEqual([{ after: change }, { after: { labels: { work_item: null } } }])
  })

  it('refuses what somebody else changed meanwhile, what is no part of a profile, and who does not lead', async () => {
    const { settings_version } = (await b.owner.get('/v1/profile')).body.data
    await override({ labels: { work_item: 'Job' } })
    const stale = await override({ labels: { work_item: 'Task' }, if_match_version: settings_version })
    expect([stale.status, stale.body.error.latest.labels.work_item]).toEqual([409, 'Job'])
    expect(refusalOf(await override({ capabilities: { quotes: 1 }, colours: {} }))).toEqual([
      422,
      'VALIDATION_ERROR',
      expect.arrayContaining(['capabilities.quotes']),
    ])
    const polluted = await b.owner.patch('/v1/profile/tenant-overrides', '{"labels":{"__proto__":{"admin":true}}}', {
      headers: { 'Content-Type': 'application/json' },
    })
    expect(polluted.status).toBe(422)
    expect(refusalOf(await b.as.STAFF.patch('/v1/profile/tenant-overrides', {}))).toEqual([403, 'FORBIDDEN', []])
  })

  it('takes a template of its own business only', async () => {
    const words = { type: 'INVOICE', name: 'Usual', content: 'Thank you.' }
    const { id } = (await b.owner.post('/v1/templates', words)).body.data
    const theirs = (await (await team.business()).owner.post('/v1/templates', words)).body.data.id
    const use = (template: string) => override({ templates: { invoice_default_template_id: template } })
    for (const wrong of [theirs, newId(), 'tpl_unknown'])
      expect(refusalOf(await use(wrong))).toEqual([422, 'VALIDATION_ERROR', ['templates.invoice_default_template_id']])
    expect((await use(id)).body.data.templates.invoice_default_template_id).toBe(id)
  })

  it('keeps both of two changes that come at once', async () => {
    const changes = [
      { labels: { work_item: 'Job' } },
      { capabilities: { quotes: false } },
      { labels: { contact_vendor: 'Supplier' } },
    ]
    const answers = await Promise.all(changes.map((change) => override(change)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await b.owner.get('/v1/profile')).body.data.overrides).toEqual({
      labels: { work_item: 'Job', contact_vendor: 'Supplier' },
      capabilities: { quotes: false },
    })
  })
})

describe('the same endpoint under two profiles (H-PROF-15)', () => {
  const order = (more: object = {}) =>
    b.owner.post('/v1/work-items', { title: 'Broken cup', type: 'ORDER', source: 'POS_SYNC', ...more })

  it('a till sends orders to a shop alone, and each with its number (C-19)', async () => {
    expect(refusalOf(await order())).toEqual([403, 'CAPABILITY_DISABLED', []])
    await choose('retail_pos')
    expect(refusalOf(await order())).toEqual([422, 'VALIDATION_ERROR', ['labels_json.external_order_id']])
    const made = await order({ labels_json: { external_order_id: '17-4' } })
    expect([made.status, made.body.data.source]).toEqual([201, 'POS_SYNC'])
    const { id } = made.body.data
    expect(refusalOf(await b.owner.patch(`/v1/work-items/${id}`, { labels_json: {} }))).toEqual([
      422,
      'VALIDATION_ERROR',
      ['labels_json.external_order_id'],
    ])
    expect((await b.owner.post('/v1/work-items', { title: 'Asked for a refund', type: 'ORDER' })).status).toBe(201)
  })

  it('work is of the type that the profile says', async () => {
    const typeOf = async () => (await b.owner.post('/v1/work-items', { title: 'Broken cup' })).body.data.type
    expect(await typeOf()).toBe('REQUEST')
    await choose('retail_pos')
    expect(await typeOf()).toBe('ORDER')
  })

  it('says to the outside which profile was chosen', async () => {
    await choose('retail_pos')
    const events = () =>
      stack.admin("select 1 from app.outbox where tenant_id = $1 and event = 'tenant.profile_selected'", [b.tenantId])
    await until(events, (rows) => rows.length === 1)
    expect(refusalOf(await choose('restaurant'))).toEqual([422, 'VALIDATION_ERROR', ['profile_id']])
  })
})

describe('what is switched off', () => {
  it('quotes: refused, their work is not offered one, their links go on, and all is there again', async () => {
    const { id, token } = await makeLinkedQuote(b)
    const { id: work } = (
      await b.owner.post('/v1/work-items', { title: 'Mend the tap', contact_id: (await makeContact(b)).id })
    ).body.data
    const offered = async () => (await b.owner.get(`/v1/work-items/${work}`)).body.data.allowed_actions
    expect(await offered()).toContain('convert_to_quote')
    await override({ capabilities: { quotes: false } })
    for (const path of ['/v1/quotes', `/v1/quotes/${id}`, `/v1/quotes/${id}/activity`]) {
      const answer = await b.owner.get(path)
      expect([path, answer.status, answer.body.error.code, tripsOf(answer)]).toEqual([
        path,
        403,
        'CAPABILITY_DISABLED',
        1,
      ])
      expect(answer.body.error.message).toContain('Quotes are switched off')
    }
    expect(await offered()).not.toContain('convert_to_quote')
    expect(refusalOf(await b.owner.post(`/v1/work-items/${work}/convert`, { target: 'QUOTE' }))[1]).toBe(
      'CAPABILITY_DISABLED',
    )
    expect(
      (await b.owner.get('/v1/auth/me')).body.data.permissions.filter((p: string) => p.startsWith('quotes.')),
    ).toEqual([])
    const guest = apiClient(stack)
    expect((await guest.get(`/portal/quotes/${token}`)).status).toBe(200)
    expect(
      (
        await guest.post(
          `/portal/quotes/${token}/approve`,
          { name: 'Theo' },
          { headers: { Accept: 'application/json' } },
        )
      ).status,
    ).toBe(200)
    // Who may not at all hears that first.
    expect(refusalOf(await b.as.VIEWER.post('/v1/quotes', {}))[1]).not.toBe('CAPABILITY_DISABLED')
    await override({ capabilities: { quotes: null } })
    expect((await b.owner.get(`/v1/quotes/${id}`)).body.data.status).toBe('APPROVED')
  })

  it('payments: no payment link, and what goes out offers none; a link of before still pays (C-20)', async () => {
    const { token } = await makeLinked(b)
    await override({ capabilities: { payments: false } })
    const { id } = await makeDraft(b)
    expect(refusalOf(await b.owner.post(`/v1/invoices/${id}/payment-link`))).toEqual([403, 'CAPABILITY_DISABLED', []])
    const sent = await b.owner.post(`/v1/invoices/${id}/send`, { channel: 'EMAIL' })
    expect([
      sent.status,
      sent.body.data.status,
      sent.body.data.allowed_actions.includes('create_payment_link'),
    ]).toEqual([200, 'SENT', false])
    const [row] = await stack.admin(
      "select snapshot->'business'->>'online_payments' as pays from invoices where id = $1",
      [id],
    )
    expect(row).toEqual({ pays: 'false' })
    expect((await apiClient(stack).post(`/portal/invoices/${token}/pay`)).status).toBe(303)
    await override({ workflows: { invoice_send_requires_payments: true } })
    const { id: other } = await makeDraft(b)
    expect(refusalOf(await b.owner.post(`/v1/invoices/${other}/send`, { channel: 'EMAIL' }))[1]).toBe(
      'CAPABILITY_DISABLED',
    )
  })

  it.each([
    ['inbox', '/v1/conversations'],
    ['invoices', '/v1/invoices'],
  ])('%s: %s is refused, to those who may', async (name, path) => {
    await override({ capabilities: { [name]: false } })
    expect(refusalOf(await b.as.AGENT.get(path))).toEqual([403, 'CAPABILITY_DISABLED', []])
    await override({ capabilities: { [name]: true } })
    expect((await b.as.AGENT.get(path)).status).toBe(200)
  })

  it('a conversion: neither offered nor done, the other way goes on', async () => {
    const contact_id = (await makeContact(b)).id
    const { id } = (await b.owner.post('/v1/work-items', { title: 'Mend the tap', contact_id })).body.data
    await override({ workflows: { conversion_rules: { work_item_to_invoice: false } } })
    expect(refusalOf(await b.owner.post(`/v1/work-items/${id}/convert`, { target: 'INVOICE' }))[1]).toBe(
      'CAPABILITY_DISABLED',
    )
    const { allowed_actions } = (await b.owner.get(`/v1/work-items/${id}`)).body.data
    expect(allowed_actions).not.toContain('convert_to_invoice')
    expect((await b.owner.post(`/v1/work-items/${id}/convert`, { target: 'QUOTE' })).status).toBe(200)
  })
})

describe('what is required', () => {
  it('of an invoice before it goes out, by mail, by hand or by a link; never of a draft', async () => {
    await override({ required_fields: { invoice: ['contact_id', 'reference', 'line_items'] } })
    const { id } = await makeDraft(b)
    for (const [verb, body] of [
      ['send', { channel: 'EMAIL' }],
      ['send', { channel: 'EMAIL', hold_seconds: 10 }],
      ['mark-sent', {}],
      ['payment-link', {}],
    ] as const)
      expect([verb, ...refusalOf(await b.owner.post(`/v1/invoices/${id}/${verb}`, body))]).toEqual([
        verb,
        422,
        'VALIDATION_ERROR',
        ['reference'],
      ])
    await b.owner.patch(`/v1/invoices/${id}`, { reference: 'PO 7' })
    expect((await b.owner.post(`/v1/invoices/${id}/mark-sent`, {})).status).toBe(200)
  })

  it('of work when it is made, when it is changed and when it becomes something else', async () => {
    const { id } = (
      await b.owner.post('/v1/work-items', { title: 'Mend the tap', contact_id: (await makeContact(b)).id })
    ).body.data
    await override({
      required_fields: { work_item: ['title', 'due_at'] },
      workflows: { work_item_statuses: ['NEW', 'DONE'] },
    })
    expect(refusalOf(await b.owner.post('/v1/work-items', { title: 'Another tap' }))).toEqual([
      422,
      'VALIDATION_ERROR',
      ['due_at'],
    ])
    expect(refusalOf(await b.owner.post(`/v1/work-items/${id}/convert`, { target: 'INVOICE' }))).toEqual([
      422,
      'VALIDATION_ERROR',
      ['due_at'],
    ])
    expect(refusalOf(await b.owner.patch(`/v1/work-items/${id}`, { due_at: null }))).toEqual([
      422,
      'VALIDATION_ERROR',
      ['due_at'],
    ])
    expect(refusalOf(await b.owner.patch(`/v1/work-items/${id}`, { status: 'WAITING' }))).toEqual([
      422,
      'VALIDATION_ERROR',
      ['status'],
    ])
    expect((await b.owner.patch(`/v1/work-items/${id}`, { due_at: '2999-12-04', status: 'DONE' })).status).toBe(200)
  })
})

it('a preview says what is hidden, required and relabelled, and changes nothing', async () => {
  await makeSentQuote(b)
  await b.owner.post('/v1/work-items', { title: 'Mend the tap' })
  const before = (await b.owner.get('/v1/profile')).body.data
  const { data } = (
    await b.owner.post('/v1/profile/preview', {
      profile_id: 'retail_pos',
      overrides: { capabilities: { quotes: false } },
    })
  ).body
  expect(data).toMatchObject({
    switched: [
      { name: 'quotes', on: false, concerned: 1 },
      { name: 'pos_sync', on: true, concerned: null },
      { name: 'returns_lite', on: true, concerned: null },
    ],
    required: [{ entity: 'work_item', field: 'labels_json.external_order_id', of_some: true, concerned: 0 }],
    no_longer_required: [],
    relabelled: [
      { label: 'work_item', before: 'Request', after: 'Order issue' },
      { label: 'work_item_plural', before: 'Requests', after: 'Orders / Issues' },
    ],
  })
  expect((await b.owner.get('/v1/profile')).body.data).toEqual(before)
})
