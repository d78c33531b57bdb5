import { beforeAll, describe, expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { ChangeOverrides } from '../../../core/contract/profile.ts'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { aiDraftMachine } from '../../../core/domain/drafts/machine.ts'
import { CREATES } from '../../../core/domain/drafts/makeable.ts'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { approveAiDraft, rejectAiDraft, reopenAiDraft, requestReview } from '../../../core/services/ai-drafts/decide.ts'
import { getAiDraft, listAiDrafts } from '../../../core/services/ai-drafts/list.ts'
import { presentAiDraft, presentSummary } from '../../../core/services/ai-drafts/present.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { updateOverrides } from '../../../core/services/profile/update-overrides.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of sixteen')
const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel: null }
type Kind = keyof typeof CREATES
const KINDS = Object.keys(CREATES) as Kind[]
/** What a draft says besides that not everybody may. */
const VALUES = {
  plain: {},
  'money of another country': { currency: 'CHF' },
  'money of the business': { currency: 'CAD' },
  'the work of a colleague': { assigned_to: 'STAFF' },
  'the work of the agent': { assigned_to: 'AGENT' },
} as const
type Value = keyof typeof VALUES
const fits = (kind: Kind, value: Value) =>
  value === 'plain' || (/money/.test(value) ? /QUOTE|INVOICE|EXPENSE/ : /WORK|MESSAGE/).test(kind)

/** Whose the draft is when an agent asks. */
const WHO = [
  ['OWNER', 'AGENT'],
  ['ADMIN', 'AGENT'],
  ['STAFF', 'AGENT'],
  ['AGENT', 'AGENT'],
  ['AGENT', 'STAFF'],
] as const

let ours: TestBusiness
let contact: string
beforeAll(async () => {
  ours = await makeBusiness(database, { currency: 'CAD' })
  contact = (await ours.contact()).id
})

const PAYLOADS: Record<Kind, object> = {
  DRAFT_INVOICE: { line_items: [{ name: 'Valve', qty: '1', rate: '85' }] },
  DRAFT_QUOTE: { line_items: [{ name: 'Valve', qty: '1', rate: '85' }] },
  DRAFT_EXPENSE: { vendor_name: 'Acme', amount: '12.00' },
  CREATE_WORK_ITEM: { title: 'Valve' },
  DRAFT_AR_MESSAGE: { title: 'Unpaid', type: 'COLLECTION' },
}

/** By an agent, so that he sees it whoever has it. */
async function draft(intent: Kind, status: string, value: Value, holder: 'AGENT' | 'STAFF') {
  const input = CreateAiDraft.parse({ source_type: 'MANUAL', text: 'The valve', intent })
  const { id } = await createAiDraft(ours.as('AGENT'), ports, input)
  const { assigned_to, ...said } = VALUES[value] as { assigned_to?: 'STAFF' | 'AGENT' }
  const payload = {
    ...PAYLOADS[intent],
    ...(intent === 'DRAFT_EXPENSE' ? {} : { contact_id: contact }),
    ...said,
    ...(assigned_to ? { assigned_to: ours.userIds[assigned_to] } : {}),
  }
  const first = status === 'APPLIED' ? 'READY' : status
  await database.admin(
    'update ai_drafts set status = $2, draft_payload = $3, assigned_to = $4, contact_id = $5 where id = $1',
    [id, first, JSON.stringify(payload), ours.userIds[holder], intent === 'DRAFT_EXPENSE' ? null : contact],
  )
  if (status === 'APPLIED') await applyAiDraft(ours.as('OWNER'), id, { override_warnings: true })
  return id
}

const VERBS: Record<string, (tenant: TenantDb, id: string) => Promise<unknown>> = {
  update: (tenant, id) => updateAiDraft(tenant, id, { review_notes: 'x' }),
  assign: (tenant, id) => updateAiDraft(tenant, id, { assigned_to: ours.userIds.STAFF }),
  request_review: requestReview,
  approve: approveAiDraft,
  apply: (tenant, id) => applyAiDraft(tenant, id, { override_warnings: true }),
  undo: undoAiDraft,
  reject: (tenant, id) => rejectAiDraft(tenant, id, {}),
  reopen: reopenAiDraft,
}
/** Nobody was asked here: another test has the model. */
const OTHERS = ['retry']

/** Whether it was not refused; what is said is whole, so that nothing is asked for. */
const mayDo = (doing: Promise<unknown>): Promise<boolean> =>
  doing.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && ['FORBIDDEN', 'CONFLICT'].includes(error.code)) return false
      throw error
    },
  )

describe.each(WHO)('what %s is told he may do with a draft that %s has', (role, holder) => {
  it.each(aiDraftMachine.states)('which is %s is what he may', async (status) => {
    for (const verb of Object.keys(VERBS)) {
      const id = await draft('DRAFT_EXPENSE', status, 'plain', holder)
      const { allowed_actions } = presentAiDraft(await getAiDraft(ours.as(role), id))
      // An applied one is answered again as it is.
      if (verb === 'apply' && status === 'APPLIED') continue
      expect([verb, allowed_actions.includes(verb)]).toEqual([verb, await mayDo(VERBS[verb]!(ours.as(role), id))])
    }
  })

  it.each(KINDS)('of the kind %s is what he may, whatever it says', async (kind) => {
    for (const value of (Object.keys(VALUES) as Value[]).filter((one) => fits(kind, one)))
      for (const status of ['READY', 'PENDING_QC', 'APPROVED']) {
        const id = await draft(kind, status, value, holder)
        const tenant = ours.as(role)
        const { rows } = await listAiDrafts(tenant, cursors, { limit: 50 })
        const listed = rows.map(presentSummary).find((row) => row.id === id)
        const { allowed_actions } = presentAiDraft(await getAiDraft(tenant, id))
        expect(listed?.allowed_actions).toEqual(allowed_actions)
        const isDone = await mayDo(VERBS.apply!(tenant, id))
        expect([value, status, allowed_actions.includes('apply')]).toEqual([value, status, isDone])
      }
  })
})

it('of what its business has switched off nobody is told to make one', async () => {
  const off = await makeBusiness(database)
  const input = CreateAiDraft.parse({ source_type: 'MANUAL', text: 'A quote for the valve', intent: 'DRAFT_QUOTE' })
  const { id } = await createAiDraft(off.as('OWNER'), ports, input)
  await updateOverrides(off.as('OWNER'), ChangeOverrides.parse({ capabilities: { quotes: false } }))
  const { allowed_actions } = presentAiDraft(await getAiDraft(off.as('OWNER'), id))
  expect([allowed_actions.includes('apply'), allowed_actions.includes('update')]).toEqual([false, true])
  await expect(applyAiDraft(off.as('OWNER'), id, {})).rejects.toMatchObject({ code: 'CAPABILITY_DISABLED' })
})

it('says of every action of its machine whether it may be done', () => {
  const offered = Object.entries(aiDraftMachine.actions).filter(
    ([, action]) => (action as { offered?: false }).offered !== false,
  )
  expect(offered.map(([key]) => key).toSorted()).toEqual([...Object.keys(VERBS), ...OTHERS].toSorted())
})
