import { describe, expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { newId } from '../../../core/db/ids.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { TenantDb } from '../../../core/db/tenant-db.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { Crash, crashingDb, crashPoints } from '../../support/crash.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel: null }
const KINDS: [CreateAiDraft['intent'], string, string][] = [
  ['DRAFT_INVOICE', 'Please bill $85 for the valve', 'invoices'],
  ['DRAFT_QUOTE', 'Please quote 3 radiators at $120 each', 'quotes'],
  ['CREATE_WORK_ITEM', 'The tap drips, please come tomorrow', 'work_items'],
  ['DRAFT_EXPENSE', 'Home Depot\n2026-11-18\nTotal $12.00', 'expenses'],
]
const freshDb = () => connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter())
/** The Worker that dies, and the next one with the same key of the same click. */
const click = (b: TestBusiness) => {
  const idem = { scope: 'apply', key: newId(), hash: 'h' }
  const actor = { kind: 'user', userId: b.userIds.OWNER, orgId: b.orgId, sessionId: null } as const
  return (db: ReturnType<typeof freshDb>) => TenantDb.open(db, actor, { requestId: 'r' }, { idem })
}
/** As if the time of who died were over. */
const endLeases = () =>
  database.admin(`update app.idempotency set leased_until = now() - interval '1 second' where result is null`)

async function drafted(intent: CreateAiDraft['intent'], text: string) {
  const b = await makeBusiness(database)
  const contact_id = (await b.contact()).id
  const input = CreateAiDraft.parse({ source_type: 'MANUAL', text, intent, contact_id })
  return { b, id: (await createAiDraft(b.as('OWNER'), ports, input)).id }
}
const live = async (b: TestBusiness, table: string) =>
  (await database.admin(`select from ${table} where tenant_id = $1 and deleted_at is null`, [b.tenantId])).length
const audited = async (b: TestBusiness, action: string) =>
  (await database.admin('select from app.audit where tenant_id = $1 and action = $2', [b.tenantId, action])).length

describe.each(KINDS)('MO14 a Worker that dies while %s is applied', (intent, text, table) => {
  // Three, of a business whose settings were not read yet. One more is never reached, so none is missed when it takes another.
  for (const point of crashPoints(4)) {
    it(`${point.when} trip ${point.trip}: one object, whether the click comes again or another does`, async () => {
      const { b, id } = await drafted(intent, text)
      const open = click(b)
      const died = await applyAiDraft(open(crashingDb(freshDb(), point)), id, {}).catch((error: unknown) => error)
      expect(died instanceof Crash).toBe(point.trip <= 3)
      await endLeases()
      const again = await applyAiDraft(open(freshDb()), id, {})
      const other = await applyAiDraft(b.as('ADMIN'), id, {})
      expect([again.status, other.status]).toEqual(['APPLIED', 'APPLIED'])
      expect([await live(b, table), await audited(b, 'ai_draft.apply')]).toEqual([1, 1])
    })
  }
})

describe('MO14 a Worker that dies while it is undone', () => {
  for (const point of crashPoints(3)) {
    it(`${point.when} trip ${point.trip}: gone once`, async () => {
      const { b, id } = await drafted('DRAFT_INVOICE', 'Please bill $85 for the valve')
      await applyAiDraft(b.as('OWNER'), id, {})
      const open = click(b)
      const died = await undoAiDraft(open(crashingDb(freshDb(), point)), id).catch((error: unknown) => error)
      expect(died instanceof Crash).toBe(point.trip <= 2)
      await endLeases()
      await undoAiDraft(open(freshDb()), id)
      expect([await live(b, 'invoices'), await audited(b, 'ai_draft.undo')]).toEqual([0, 1])
    })
  }
})
