import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CreateWorkItem } from '../../../core/contract/work-items.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { addDays } from '../../../core/domain/kernel/dates.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { addNote } from '../../../core/services/work-items/add-note.ts'
import { createWorkItem } from '../../../core/services/work-items/create.ts'
import { deleteWorkItem } from '../../../core/services/work-items/delete.ts'
import { getWorkItem } from '../../../core/services/work-items/get.ts'
import { presentWorkItem } from '../../../core/services/work-items/present.ts'
import { listWorkItemTimeline } from '../../../core/services/work-items/timeline.ts'
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

describe('work', () => {
  it('is made with what was typed, found at once, in one trip each', async () => {
    const { id: contact_id } = await b.contact({ display_name: 'Theo Marchetti' })
    const meter = new Meter()
    const input = {
      title: '  Water through the ceiling ',
      description: 'Basement, behind the boiler',
      type: 'JOB',
      priority: 'URGENT',
      contact_id,
      due_at: '2999-12-04',
      assigned_to: b.userIds.STAFF,
      labels_json: { service_address: '123 King Street' },
      checklist: [{ text: 'Shut the valve', done: true }, { text: 'Dry' }],
    }
    await createWorkItem(b.as('OWNER'), CreateWorkItem.parse({ title: 'What the isolate knows' }))
    const row = await createWorkItem(b.as('OWNER', { meter }), CreateWorkItem.parse(input))
    expect(meter.trips).toBe(1)
    expect(presentWorkItem(row)).toMatchObject({
      ...input,
      title: 'Water through the ceiling',
      status: 'NEW',
      source: 'MANUAL',
      contact: { display_name: 'Theo Marchetti', email: 'maria@silva.example' },
      due_on: '2999-12-04',
      due_group: 'later',
      checklist_done: 1,
      checklist_count: 2,
      invoice: null,
      conversation: null,
    })
    for (const q of ['water', 'boiler', 'marchetti ceil', 'king'])
      expect([q, (await work.list({ q })).map(({ id }) => id)]).toEqual([q, [row.id]])
    expect(await workOf(theirs, database).list({ q: 'water' })).toEqual([])
    await updateContact(b.as('OWNER'), contact_id, { display_name: 'Theodora Rossi' })
    expect([await work.titles({ q: 'rossi' }), await work.titles({ q: 'theo marchetti' })]).toEqual([[row.title], []])
  })

  it('takes contact and assignee of the conversation that it is made from, unless others are sent', async () => {
    const { id: contact_id } = await b.contact()
    const from = await work.conversation({ contact_id, assigned_to: b.userIds.STAFF })
    expect(presentWorkItem(await work.make({ conversation_id: from }))).toMatchObject({
      contact_id,
      assigned_to: b.userIds.STAFF,
      source: 'INBOX',
      conversation: { id: from, subject: 'A leak', from_name: 'Jane' },
    })
    const other = await work.make({ conversation_id: from, contact_id: null, assigned_to: null })
    expect([other.contact_id, other.assigned_to]).toEqual([null, null])
    expect(await work.titles({ conversation_id: from, contact_id })).toEqual(['Fix the tap'])
    const foreign = await workOf(theirs, database).conversation()
    await expectRefusal(work.make({ conversation_id: foreign }), 'VALIDATION_ERROR', 'conversation_id')
  })

  it('MO2 the same key twice is one', async () => {
    const idem = { scope: 's', key: newId(), hash: 'h' }
    const input = CreateWorkItem.parse({ title: 'Once only' })
    const first = await createWorkItem(b.as('OWNER', { idem }), input)
    expect((await createWorkItem(b.as('OWNER', { idem }), input)).id).toBe(first.id)
    expect(await work.titles()).toEqual(['Once only'])
  })

  it('C-25 asks about a day that has passed, where the business is, and takes one that is meant', async () => {
    const yesterday = addDays(await work.today(), -1)
    await expect(work.make({ due_at: yesterday })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'due_at', message: expect.any(String), code: 'DUE_IN_PAST' }],
    })
    const late = await work.make({ due_at: yesterday, override_warnings: true })
    expect(presentWorkItem(late).due_group).toBe('overdue')
    expect((await work.change(late.id, { title: 'Still late' })).due_on).toBe(yesterday)
    await expectRefusal(work.change(late.id, { due_at: addDays(yesterday, -1) }), 'VALIDATION_ERROR', 'due_at')
    expect((await work.make({ due_at: await work.today() })).due_on).toBe(await work.today())
  })

  it('is due at an instant on the day that it falls on where the business is', async () => {
    const row = await work.make({ due_at: '2999-12-05T03:30:00Z' })
    expect(presentWorkItem(row)).toMatchObject({ due_at: '2999-12-05T03:30:00.000Z', due_on: '2999-12-04' })
    expect(presentWorkItem(await work.change(row.id, { due_at: null }))).toMatchObject({
      due_at: null,
      due_group: 'none',
    })
  })

  it('has a title of three characters at least', async () => {
    for (const title of ['ab', '  a ', '']) expect(CreateWorkItem.safeParse({ title }).success, title).toBe(false)
    expect(CreateWorkItem.safeParse({ title: '漏水です' }).success).toBe(true)
  })

  it('changes only what was sent, and not what changed meanwhile', async () => {
    const { id } = await work.make({ description: 'It drips', priority: 'HIGH' })
    const after = await work.change(id, { title: 'Fix both taps', if_match_version: 1 })
    expect(after).toMatchObject({ title: 'Fix both taps', description: 'It drips', priority: 'HIGH', version: 2 })
    await expectRefusal(work.change(id, { title: 'Late', if_match_version: 1 }), 'CONFLICT')
    expect(await work.titles({ q: 'fix' })).toEqual(['Fix both taps'])
  })

  it('is deleted, and found nowhere any more', async () => {
    const { id } = await work.make()
    expect(await deleteWorkItem(b.as('STAFF'), id)).toEqual({ id })
    await expectRefusal(getWorkItem(b.as('OWNER'), id), 'NOT_FOUND')
    expect([await work.titles(), await work.titles({ q: 'tap' })]).toEqual([[], []])
  })

  it('keeps notes with who and when, up to a hundred', async () => {
    const { id } = await work.make()
    await addNote(b.as('STAFF'), id, { text: ' The cartridge is in. ' })
    await work.change(id, { status: 'WAITING' })
    const events = await listWorkItemTimeline(b.as('VIEWER'), id)
    const who = b.tenantId.slice(-4)
    expect(events.map(({ action, actor, detail }) => [action, actor, detail])).toEqual([
      ['work_item.move', `owner of ${who}`, 'WAITING'],
      ['work_item.add_note', `staff of ${who}`, 'The cartridge is in.'],
      ['work_item.create', `owner of ${who}`, null],
    ])
    await database.admin(
      `insert into work_item_notes (tenant_id, id, work_item_id, body, created_by) select $1, gen_random_uuid(), $2, 'x', 'y' from generate_series(1, 99)`,
      [b.tenantId, id],
    )
    await expectRefusal(addNote(b.as('STAFF'), id, { text: 'One more' }), 'VALIDATION_ERROR', 'text')
  })
})
