import { beforeAll, describe, expect, it } from 'vitest'
import { AddImportRows, ImportRowQuery, StartContactImport } from '../../../core/contract/contact-imports.ts'
import { ContactQuery } from '../../../core/contract/contacts.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { TenantDb } from '../../../core/db/tenant-db.ts'
import { addImportRows } from '../../../core/services/contact-imports/add-rows.ts'
import { workOnImport } from '../../../core/services/contact-imports/chunk.ts'
import { createContactImport } from '../../../core/services/contact-imports/create.ts'
import { forgetContactImport } from '../../../core/services/contact-imports/forget.ts'
import { getContactImport, listImportRows } from '../../../core/services/contact-imports/list.ts'
import { presentContactImport } from '../../../core/services/contact-imports/present.ts'
import { startContactImport } from '../../../core/services/contact-imports/start.ts'
import { sweepContactImports } from '../../../core/services/contact-imports/sweep.ts'
import { undoContactImport } from '../../../core/services/contact-imports/undo.ts'
import { listContacts } from '../../../core/services/contacts/list.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let ours: TestBusiness
beforeAll(async () => {
  if (database.kind) ours = await makeBusiness(database)
})

type Cells = Record<string, string>

async function imported(rows: Cells[], of = ours): Promise<string> {
  const { id } = await createContactImport(of.as('STAFF'), { file_name: 'customers.csv' })
  await addRows(id, rows, of)
  return id
}
const addRows = (id: string, rows: Cells[], of = ours, from = 1) =>
  addImportRows(
    of.as('STAFF'),
    id,
    AddImportRows.parse({ rows: rows.map((fields, at) => ({ row: from + at, fields })) }),
  )
const start = (id: string, on_duplicate = 'SKIP', of = ours) =>
  startContactImport(of.as('STAFF'), id, StartContactImport.parse({ on_duplicate }))

/** The handle of a job that is waiting, taken as the queue takes it. */
async function taken(of: TestBusiness, key: string): Promise<TenantDb> {
  const [row] = await database.admin<{ lease: string }>(
    `select lease from app.take_jobs(jsonb_build_array(jsonb_build_object('tenant_id', $1::uuid, 'key', $2::text)), '{}')`,
    [of.tenantId, key],
  )
  const db = connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter())
  return TenantDb.open(db, { kind: 'job', tenantId: of.tenantId, key, lease: row!.lease }, { requestId: 'job' })
}

/** Runs the jobs of an import until none is left; answers how many there were. */
async function work(id: string, way: 'start' | 'undo' = 'start', of = ours): Promise<number> {
  for (let chunk = 0; ; chunk++) {
    const key = `contact-import:${id}:${way}:${chunk}`
    const [job] = await database.admin(`select from app.jobs where tenant_id = $1 and key = $2 and done_at is null`, [
      of.tenantId,
      key,
    ])
    if (!job) return chunk
    await workOnImport(await taken(of, key), id, way, chunk)
    await database.admin(`update app.jobs set done_at = now(), state = 'DONE' where tenant_id = $1 and key = $2`, [
      of.tenantId,
      key,
    ])
  }
}

const counts = async (id: string, of = ours) => (await getContactImport(of.as('OWNER'), id)).counts
const found = async (q: string, of = ours) =>
  (await listContacts(of.as('OWNER'), cursors, ContactQuery.parse({ q }))).rows
const rowsOf = async (id: string, query: object = {}) =>
  (await listImportRows(ours.as('OWNER'), cursors, { ...ImportRowQuery.parse(query), id })).rows

describe('an import of contacts', () => {
  it('makes a contact of each row, with what finds it, by whoever imported', async () => {
    const id = await imported([
      {
        display_name: ' Ana Łukasz ',
        email: 'Ana@LUKASZ.example',
        phone: '(416) 555-0101',
        tags: 'vip, roof;vip',
        city: 'Łódź',
      },
      { display_name: "=cmd|' /C calc'!A0", notes: '+1+1' },
    ])
    expect(await counts(id)).toMatchObject({ rows: 2, ready: 2, wrong: 0 })
    expect(await found('lukasz')).toHaveLength(0)
    await start(id)
    await work(id)
    expect(presentContactImport(await getContactImport(ours.as('OWNER'), id))).toMatchObject({
      status: 'DONE',
      counts: { created: 2, ready: 0 },
      allowed_actions: ['undo'],
    })
    const [ana] = await found('lukasz 4165550101')
    expect(ana).toMatchObject({
      display_name: 'Ana Łukasz',
      email: 'Ana@lukasz.example',
      phone: '+14165550101',
      tags: ['vip', 'roof'],
      type: 'CUSTOMER',
      created_by: ours.userIds.STAFF,
    })
    expect((await found('cmd'))[0]).toMatchObject({ display_name: "=cmd|' /C calc'!A0", notes: '+1+1' })
    const [audit] = await database.admin<{ actor: string }>(
      `select actor from app.audit where action = 'contact.create' and entity_id = $1`,
      [ana!.id],
    )
    expect(audit?.actor).toBe(ours.userIds.STAFF)
  })

  it('says of a row what is wrong, takes the others, and takes the row when it is mended', async () => {
    const id = await imported([
      { display_name: 'Good One' },
      { email: 'nobody@mended.example' },
      { display_name: 'No Mail', email: 'no mail' },
      { display_name: 'No Phone', phone: '12' },
      { display_name: 'Nowhere', country: 'Atlantis' },
      { display_name: 'x'.repeat(201) },
    ])
    const wrong = await rowsOf(id, { state: 'WRONG' })
    expect(wrong.map(({ row_no, problem }) => [row_no, problem?.field])).toEqual([
      [2, 'display_name'],
      [3, 'email'],
      [4, 'phone'],
      [5, 'country'],
      [6, 'display_name'],
    ])
    await addRows(id, [{ display_name: 'Mended Mail', email: 'now@mended.example' }], ours, 3)
    expect(await counts(id)).toMatchObject({ rows: 6, ready: 2, wrong: 4 })
    await start(id)
    await work(id)
    expect(await counts(id)).toMatchObject({ created: 2, wrong: 4 })
    expect(await found('mended')).toHaveLength(1)
  })

  it('finds who is there by mail or phone, also in the file itself: skipped, updated or made again', async () => {
    const there = await ours.contact({
      display_name: 'There Before',
      email: 'there@before.example',
      phone: '+14165550199',
      tags: ['old'],
    })
    const rows: Cells[] = [
      { display_name: 'By Mail', email: 'there@BEFORE.example', city: 'Bern', tags: 'new' },
      { display_name: 'By Phone', phone: '416 555 0199' },
      { display_name: 'Twice', email: 'twice@file.example' },
      { display_name: 'Twice Again', email: 'twice@file.example' },
    ]
    const skipping = await imported(rows)
    const duplicates = await rowsOf(skipping, { duplicates: 'true' })
    expect(
      duplicates.map(({ row_no, duplicate_of, duplicate_name }) => [row_no, duplicate_of, duplicate_name]),
    ).toEqual([
      [1, there.id, 'There Before'],
      [2, there.id, 'There Before'],
    ])
    await start(skipping)
    await work(skipping)
    expect(await counts(skipping)).toMatchObject({ created: 1, skipped: 3, updated: 0 })

    const updating = await imported(rows.slice(0, 1))
    await start(updating, 'UPDATE')
    await work(updating)
    expect((await found('mail there before bern'))[0] ?? (await found('there@before.example'))[0]).toMatchObject({
      id: there.id,
      display_name: 'By Mail',
      city: 'Bern',
      phone: '+14165550199',
      tags: ['old', 'new'],
      version: 2,
    })

    // The second is like the first, which is like somebody else: only the first is there already.
    const chained = await imported([
      { display_name: 'Was There', email: 'there@before.example', phone: '416 555 0177' },
      { display_name: 'Chained', phone: '416 555 0177' },
    ])
    await start(chained)
    await work(chained)
    expect(await counts(chained)).toMatchObject({ created: 1, skipped: 1 })
    expect(await found('chained')).toHaveLength(1)

    const making = await imported(rows.slice(1, 2))
    await start(making, 'CREATE')
    await work(making)
    expect(await found('by phone')).toHaveLength(1)
  })

  it('is undone for a day: what was made goes, what was changed comes back, what was used or changed since stays', async () => {
    const b = await makeBusiness(database)
    const there = await b.contact({ display_name: 'Old Name', email: 'old@name.example', tags: ['old'] })
    const id = await imported(
      [
        { display_name: 'New Name', email: 'old@name.example', tags: 'new', city: 'Bern' },
        { display_name: 'Third Name', email: 'old@name.example' },
        { display_name: 'Made Alone', email: 'alone@made.example' },
        { display_name: 'Made Used', email: 'used@made.example' },
        { display_name: 'Made Changed', email: 'changed@made.example' },
      ],
      b,
    )
    await start(id, 'UPDATE', b)
    await work(id, 'start', b)
    expect(await counts(id, b)).toMatchObject({ created: 3, updated: 2 })
    const [used] = await found('made used', b)
    await b.draft({ contact_id: used!.id })
    const [changed] = await found('made changed', b)
    await updateContact(b.as('OWNER'), changed!.id, { city: 'Basel' })
    await undoContactImport(b.as('OWNER'), id)
    await work(id, 'undo', b)
    expect(await getContactImport(b.as('OWNER'), id)).toMatchObject({
      status: 'UNDONE',
      counts: { undone: 3, kept: 2, created: 0, updated: 0 },
    })
    expect((await found('old name', b))[0]).toMatchObject({
      id: there.id,
      display_name: 'Old Name',
      tags: ['old'],
      city: null,
    })
    expect(await found('third', b)).toHaveLength(0)
    expect(await found('made alone', b)).toHaveLength(0)
    expect(await found('made', b)).toHaveLength(2)
  })

  it('is not undone a day later, nor while it runs', async () => {
    const id = await imported([{ display_name: 'For Good' }])
    await start(id)
    await expectRefusal(undoContactImport(ours.as('OWNER'), id), 'CONFLICT')
    await work(id)
    await database.admin(`update contact_imports set finished_at = app.now() - interval '25 hours' where id = $1`, [id])
    await expectRefusal(undoContactImport(ours.as('OWNER'), id), 'CONFLICT')
    expect(presentContactImport(await getContactImport(ours.as('OWNER'), id)).allowed_actions).toEqual([])
  })

  it('goes on where a killed job left it, and no job done twice makes anything twice', async () => {
    const b = await makeBusiness(database)
    const { id } = await createContactImport(b.as('OWNER'), { file_name: 'many.csv' })
    const rows = Array.from({ length: 1100 }, (_, n) => ({
      display_name: `Customer ${n}`,
      email: `c${n}@many.example`,
    }))
    for (let from = 0; from < rows.length; from += 200) await addRows(id, rows.slice(from, from + 200), b, from + 1)
    await start(id, 'SKIP', b)
    const first = `contact-import:${id}:start:0`
    // It dies in the middle of its rows: nothing of them is there.
    await database.admin(`create function die() returns trigger language plpgsql as $$ begin
      if new.display_name = 'Customer 400' then raise exception 'killed' using errcode = '57P01'; end if; return new; end $$`)
    await database.admin(`create trigger die before insert on contacts for each row execute function die()`)
    await expect(workOnImport(await taken(b, first), id, 'start', 0)).rejects.toThrow()
    expect(await counts(id, b)).toMatchObject({ created: 0, ready: 1100 })
    await database.admin(`drop trigger die on contacts; drop function die()`)
    await database.admin(`update app.jobs set leased_until = null, state = 'QUEUED' where key = $1`, [first])
    await workOnImport(await taken(b, first), id, 'start', 0)
    // It died after its transaction, and before it said that it was done.
    await database.admin(`update app.jobs set leased_until = null, state = 'QUEUED' where key = $1`, [first])
    expect(await work(id, 'start', b)).toBeGreaterThan(2)
    expect(await counts(id, b)).toMatchObject({ created: 1100, skipped: 0, ready: 0 })
    const [all] = await database.admin<{ n: number; mails: number }>(
      `select count(*)::int as n, count(distinct email)::int as mails from contacts where tenant_id = $1`,
      [b.tenantId],
    )
    expect(all).toEqual({ n: 1100, mails: 1100 })
  })

  it('ends where its job was given up: what came is there, each other row says so, and all of it can be undone', async () => {
    const b = await makeBusiness(database)
    const { id } = await createContactImport(b.as('OWNER'), { file_name: 'given-up.csv' })
    const rows = Array.from({ length: 510 }, (_, n) => ({ display_name: `Customer ${n}`, email: `c${n}@up.example` }))
    for (let from = 0; from < rows.length; from += 200) await addRows(id, rows.slice(from, from + 200), b, from + 1)
    await start(id, 'SKIP', b)
    await workOnImport(await taken(b, `contact-import:${id}:start:0`), id, 'start', 0)
    const giveUp = (way: string, chunk: number) =>
      database.admin(`update app.jobs set state = 'FAILED', done_at = now(), reason = 'down' where key = $1`, [
        `contact-import:${id}:${way}:${chunk}`,
      ])
    const sweep = () =>
      sweepContactImports(new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter())))
    await sweep()
    expect((await getContactImport(b.as('OWNER'), id)).status).toBe('RUNNING')
    await giveUp('start', 1)
    await sweep()
    const ended = presentContactImport(await getContactImport(b.as('OWNER'), id))
    expect(ended).toMatchObject({
      status: 'DONE',
      counts: { created: 500, ready: 0, wrong: 10 },
      allowed_actions: ['undo'],
    })
    const { rows: wrong } = await listImportRows(b.as('OWNER'), cursors, {
      ...ImportRowQuery.parse({ state: 'WRONG' }),
      id,
    })
    expect(wrong[0]).toMatchObject({ problem: { message: expect.stringContaining('try it again') } })
    await undoContactImport(b.as('OWNER'), id)
    await giveUp('undo', 0)
    await sweep()
    await sweep()
    expect(await getContactImport(b.as('OWNER'), id)).toMatchObject({
      status: 'UNDONE',
      counts: { kept: 500, undone: 0 },
    })
    const audited = await database.admin(
      `select actor, after->'given_up' as rows from app.audit where entity_id = $1 and actor = 'system' order by id`,
      [id],
    )
    expect(audited).toEqual([
      { actor: 'system', rows: 10 },
      { actor: 'system', rows: 500 },
    ])
  })

  it('is of its business and its office alone', async () => {
    const theirs = await makeBusiness(database)
    const id = await imported([{ display_name: 'Ours Only' }])
    await expectRefusal(getContactImport(theirs.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(addRows(id, [{ display_name: 'Theirs' }], theirs), 'NOT_FOUND')
    await expectRefusal(start(id, 'SKIP', theirs), 'NOT_FOUND')
    for (const role of ['AGENT', 'VIEWER'] as const)
      await expectRefusal(getContactImport(ours.as(role), id), 'FORBIDDEN')
    // The same address at another business is no duplicate.
    await theirs.contact({ email: 'shared@both.example' })
    const shared = await imported([{ display_name: 'Shared', email: 'shared@both.example' }])
    expect(await counts(shared)).toMatchObject({ duplicates: 0 })
  })

  it('forgets what was read when it can be of no more use', async () => {
    const id = await imported([{ display_name: 'Read Once' }])
    const key = `contact-import-forget:${id}`
    await database.admin(`update app.jobs set run_at = app.now() where key = $1`, [key])
    await start(id)
    await work(id)
    expect(await forgetContactImport(await taken(ours, key), id)).toBe(false)
    await database.admin(`update contact_imports set finished_at = app.now() - interval '25 hours' where id = $1`, [id])
    await database.admin(`update app.jobs set leased_until = null, state = 'QUEUED' where key = $1`, [key])
    expect(await forgetContactImport(await taken(ours, key), id)).toBe(true)
    const kept = await database.admin(`select from contact_import_rows where import_id = $1`, [id])
    expect(kept).toHaveLength(0)
    expect(await counts(id)).toMatchObject({ created: 1 })
    expect(await found('read once')).toHaveLength(1)
  })
})
