import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { getQuote } from '../../../core/services/quotes/get.ts'
import { presentQuote } from '../../../core/services/quotes/present.ts'
import { addNote } from '../../../core/services/work-items/add-note.ts'
import { countWorkItems } from '../../../core/services/work-items/counts.ts'
import { deleteWorkItem } from '../../../core/services/work-items/delete.ts'
import { getWorkItem } from '../../../core/services/work-items/get.ts'
import { listWorkItemTimeline } from '../../../core/services/work-items/timeline.ts'
import { updateWorkItem } from '../../../core/services/work-items/update.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { workOf } from '../../support/work-items.ts'

const database = useDatabase()
let b: TestBusiness
let theirs: TestBusiness
let work: ReturnType<typeof workOf>
beforeAll(async () => {
  if (database.kind) theirs = await makeBusiness(database)
})
beforeEach(async () => {
  if (!database.kind) return
  b = await makeBusiness(database)
  work = workOf(b, database)
})

describe('H-RBAC-5 H-RBAC-14 work and roles', () => {
  it('an agent has what he makes, moves only what is assigned to him, and sees no other’s', async () => {
    const [his, other] = [await work.make({}, 'AGENT'), await work.make({ title: 'Not his' })]
    expect([his.assigned_to, await work.titles({}, 'AGENT')]).toEqual([b.userIds.AGENT, ['Fix the tap']])
    expect((await work.change(his.id, { status: 'IN_PROGRESS' }, 'AGENT')).status).toBe('IN_PROGRESS')
    await expectRefusal(work.change(his.id, { assigned_to: null }, 'AGENT'), 'FORBIDDEN')
    await expectRefusal(work.make({ assigned_to: b.userIds.AGENT }, 'AGENT'), 'FORBIDDEN')
    for (const call of [
      () => getWorkItem(b.as('AGENT'), other.id),
      () => work.change(other.id, { status: 'DONE' }, 'AGENT'),
      () => addNote(b.as('AGENT'), other.id, { text: 'x' }),
      () => deleteWorkItem(b.as('AGENT'), other.id),
      () => work.convert(other.id, 'AGENT'),
      () => work.quote(other.id, 'AGENT'),
      () => listWorkItemTimeline(b.as('AGENT'), other.id),
    ])
      await expectRefusal(call(), 'NOT_FOUND')
    expect(await countWorkItems(b.as('AGENT'), {})).toMatchObject({ none: 1 })
    await work.change(his.id, { assigned_to: b.userIds.STAFF })
    expect((await work.get(his.id, 'AGENT')).allowed_actions).toEqual(['update', 'add_note', 'delete'])
    await expectRefusal(work.change(his.id, { status: 'DONE' }, 'AGENT'), 'CONFLICT')
    await work.change(other.id, { assigned_to: b.userIds.AGENT })
    expect((await work.titles({}, 'AGENT')).sort()).toEqual(['Fix the tap', 'Not his'])
  })

  it('an agent sees whom his work is for and drafts the bill, though the contact is not his', async () => {
    const { id: contact_id } = await b.contact({ display_name: 'Rosa Mendes' })
    const { id } = await work.make({ contact_id, assigned_to: b.userIds.AGENT })
    expect((await work.get(id, 'AGENT')).contact?.display_name).toBe('Rosa Mendes')
    const { invoice_id } = await work.convert(id, 'AGENT')
    const draft = presentInvoice(await getInvoice(b.as('AGENT'), invoice_id))
    expect(draft.contact.display_name).toBe('Rosa Mendes')
    expect(draft.allowed_actions).toEqual(['update', 'delete'])
    const { quote_id } = await work.quote(id, 'AGENT')
    const quote = presentQuote(await getQuote(b.as('AGENT'), quote_id))
    expect([quote.contact.display_name, quote.work_item?.id, quote.allowed_actions]).toEqual([
      'Rosa Mendes',
      id,
      ['update', 'delete'],
    ])
    expect((await work.list({}, 'AGENT'))[0]?.contact?.display_name).toBe('Rosa Mendes')
  })

  it('a viewer looks', async () => {
    const { id } = await work.make()
    expect((await work.get(id, 'VIEWER')).allowed_actions).toEqual([])
    for (const call of [
      () => work.make({}, 'VIEWER'),
      () => work.change(id, { title: 'Other' }, 'VIEWER'),
      () => addNote(b.as('VIEWER'), id, { text: 'x' }),
      () => deleteWorkItem(b.as('VIEWER'), id),
      () => work.convert(id, 'VIEWER'),
      () => work.quote(id, 'VIEWER'),
    ])
      await expectRefusal(call(), 'FORBIDDEN')
  })

  it('TI1 TI2 is nobody else’s business', async () => {
    const { id } = await work.make()
    const stranger = () => theirs.as('OWNER')
    for (const call of [
      () => getWorkItem(stranger(), id),
      () => updateWorkItem(stranger(), id, { status: 'DONE' }),
      () => addNote(stranger(), id, { text: 'x' }),
      () => deleteWorkItem(stranger(), id),
      () => workOf(theirs, database).convert(id),
      () => workOf(theirs, database).quote(id),
      () => listWorkItemTimeline(stranger(), id),
    ])
      await expectRefusal(call(), 'NOT_FOUND')
    const { id: contact_id } = await theirs.contact()
    await expectRefusal(work.make({ contact_id }), 'VALIDATION_ERROR', 'contact_id')
    await expectRefusal(work.change(id, { contact_id }), 'VALIDATION_ERROR', 'contact_id')
    await expectRefusal(work.make({ assigned_to: theirs.userIds.STAFF }), 'VALIDATION_ERROR', 'assigned_to')
  })
})
