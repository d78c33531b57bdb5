import { strFromU8, strToU8 } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { createExport } from '../../../core/services/exports/create.ts'
import { archiveKey } from '../../../core/services/exports/internal.ts'
import { getExport } from '../../../core/services/exports/list.ts'
import { presentExport } from '../../../core/services/exports/present.ts'
import { rehearseExport, sweepRehearsals } from '../../../core/services/exports/rehearse.ts'
import { packed, readArchive, retold } from '../../support/archives.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fillEverything } from '../../support/every-state.ts'
import { expectRefusal, refusal } from '../../support/refusal.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let world: StripeWorld
let ours: TestBusiness
let id: string
let archive: Uint8Array
beforeAll(async () => {
  if (!database.kind) return
  world = stripeWorld(database)
  ours = await makeBusiness(database, { name: 'Everything' })
  await fillEverything(database, world, ours)
  id = (await createExport(ours.as('OWNER'))).id
  await world.work([{ tenant_id: ours.tenantId, key: `export:${id}` }])
  archive = world.files.kept.get(archiveKey(ours.tenantId, id))!
}, 60_000)

const present = presentExport({ archive: () => 'https://files.example/archive.zip' } as never)
const told = async () => present(await getExport(ours.as('OWNER'), id))
const begin = async () => ((await rehearseExport(ours.as('ADMIN'), id)).rehearsal as { id: string }).id
const work = (rehearsal: string) => world.work([{ tenant_id: ours.tenantId, key: `rehearse:${rehearsal}` }])
const put = (bytes: Uint8Array) => world.files.kept.set(archiveKey(ours.tenantId, id), bytes)

/** Tables in which a business has a row. */
async function left(tenantId: string): Promise<string[]> {
  const tables = await database.admin<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.columns where column_name = 'tenant_id' and table_schema in ('app', 'public')
       and (table_schema, table_name) in (select schemaname, tablename from pg_tables)`,
  )
  const found: string[] = []
  for (const { name } of tables)
    if ((await database.admin(`select from ${name} where tenant_id = $1 limit 1`, [tenantId])).length) found.push(name)
  return [
    ...found,
    ...(await database.admin(`select 'tenant' from app.tenants where id = $1`, [tenantId])).map(() => 'tenant'),
  ]
}

describe('a restore that is tried', () => {
  it('of a business with everything: every figure is equal, nothing leaves it, and no row of it is left', async () => {
    const [mails, files] = [world.mailer.sent.length, world.files.kept.size]
    const listed = await database.admin(`select from app.memberships`)
    const hidden = await begin()
    expect((await told()).rehearsal).toMatchObject({ status: 'QUEUED', checked_at: null, equal: false, figures: [] })
    expect((await told()).allowed_actions).not.toContain('rehearse')
    await work(hidden)
    const { rehearsal, allowed_actions } = await told()
    expect(rehearsal!.figures.filter(({ equal }) => !equal)).toEqual([])
    expect(rehearsal).toMatchObject({ status: 'DONE', equal: true, reason: null, checked_at: expect.any(String) })
    const { manifest } = readArchive(archive)
    const rows = manifest.members.filter(({ name }) => /^data\/(?!business|profile_o|members|audit)/.test(name))
    expect(rehearsal!.rows).toBe(rows.reduce((sum, member) => sum + member.rows!, 0))
    const names = rehearsal!.figures.map(({ name }) => name)
    for (const name of [
      'invoices.amount_due',
      'payments.amount',
      'credit_notes.total',
      'unapplied_money.left',
      'expenses.amount',
      'last_number.invoice',
      'wrong_in_books',
      'rows.work_items',
    ])
      expect(names).toContain(name)
    expect(rehearsal!.figures.find(({ name }) => name === 'invoices.total')).toMatchObject({
      in_archive: expect.stringMatching(/^[1-9]\d*\.\d\d$/),
    })
    expect(allowed_actions).toContain('rehearse')
    expect(await left(hidden)).toEqual([])
    expect([world.mailer.sent.length, world.files.kept.size]).toEqual([mails, files])
    expect(await database.admin(`select from app.memberships`)).toEqual(listed)
    const audited = await database.admin(
      `select action from app.audit where tenant_id = $1 and entity_id = $2 order by id`,
      [ours.tenantId, id],
    )
    expect(audited.slice(-2)).toEqual([{ action: 'export.rehearse' }, { action: 'export.compare' }])
  })

  it('is one at a time, of an archive that is ready and kept, for who leads', async () => {
    const hidden = await begin()
    const second = await refusal(rehearseExport(ours.as('OWNER'), id))
    expect([second.code, second.message]).toEqual(['CONFLICT', expect.stringMatching(/being tried already/)])
    await expectRefusal(rehearseExport(ours.as('STAFF'), id), 'FORBIDDEN')
    await work(hidden)
    const other = await makeBusiness(database)
    await expectRefusal(rehearseExport(other.as('OWNER'), id), 'NOT_FOUND')
    const { id: waiting } = await createExport(other.as('OWNER'))
    await expectRefusal(rehearseExport(other.as('OWNER'), waiting), 'CONFLICT')
    await database.admin(`update exports set expires_at = app.now() where id = $1`, [id])
    const gone = await refusal(rehearseExport(ours.as('OWNER'), id))
    expect([gone.code, gone.message]).toEqual(['CONFLICT', expect.stringMatching(/no longer kept/)])
    expect((await told()).allowed_actions).not.toContain('rehearse')
    await database.admin(`update exports set expires_at = app.now() + interval '7 days' where id = $1`, [id])
  })
})

describe('an archive that was changed', () => {
  const changed = async (change: (invoice: Record<string, unknown>) => object) => {
    const { members } = readArchive(archive)
    const lines = strFromU8(members['data/invoices.ndjson']!).split('\n').filter(Boolean)
    const at = lines.findIndex((line) => JSON.parse(line).status === 'SENT')
    const invoice = JSON.parse(lines[at]!)
    lines[at] = JSON.stringify({ ...invoice, ...change(invoice) })
    members['data/invoices.ndjson'] = strToU8(`${lines.join('\n')}\n`)
    put(await packed(retold(members)))
    // As much as it says of itself.
    await database.admin(`update exports set size_bytes = $2 where id = $1`, [
      id,
      world.files.kept.get(archiveKey(ours.tenantId, id))!.length,
    ])
  }

  it('gives another figure, which is named', async () => {
    await changed(({ amount_due }) => ({ amount_due: Number(amount_due) + 100 }))
    const hidden = await begin()
    await work(hidden)
    const { rehearsal } = await told()
    expect(rehearsal).toMatchObject({ status: 'DONE', equal: false })
    const wrong = rehearsal!.figures.filter(({ equal }) => !equal)
    expect(wrong.map(({ name }) => name)).toEqual(['invoices.amount_due'])
    expect(Number(wrong[0]!.in_archive) - Number(wrong[0]!.restored)).toBeCloseTo(1)
    expect(await left(hidden)).toEqual([])
  })

  it('cannot be restored: why is said, and nothing is left', async () => {
    await changed(() => ({ amount_paid: 1 }))
    const hidden = await begin()
    await work(hidden)
    expect((await told()).rehearsal).toMatchObject({
      status: 'FAILED',
      equal: false,
      reason: expect.stringMatching(/do not add up/),
    })
    expect(await left(hidden)).toEqual([])
  })
})

describe('killed in the middle', () => {
  const due = (rehearsal: string) =>
    database.admin(
      `update app.jobs set run_at = now(), leased_until = null, state = 'QUEUED' where tenant_id = $1 and key = $2 and done_at is null`,
      [ours.tenantId, `rehearse:${rehearsal}`],
    )
  const restore = async () => {
    put(archive)
    await database.admin(`update exports set size_bytes = $2 where id = $1`, [id, archive.length])
  }

  it('it goes on where it was, and is equal', async () => {
    await restore()
    const hidden = await begin()
    let kills = 0
    const { tenantOf } = world.context
    world.context.tenantOf = (job) => killedAfter(tenantOf(job), 7, () => kills++)
    for (let visits = 0; visits < 60 && (await told()).rehearsal!.status !== 'DONE'; visits++) {
      await due(hidden)
      await database.admin(`update app.jobs set attempts = 0 where tenant_id = $1 and done_at is null`, [ours.tenantId])
      await work(hidden)
    }
    world.context.tenantOf = tenantOf
    await due(hidden)
    await work(hidden)
    expect(kills).toBeGreaterThan(3)
    expect((await told()).rehearsal).toMatchObject({ status: 'DONE', equal: true })
    expect(await left(hidden)).toEqual([])
  })

  it('and given up: the sweep takes away what is left, and says so', async () => {
    await restore()
    const hidden = await begin()
    const { tenantOf } = world.context
    world.context.tenantOf = (job) => killedAfter(tenantOf(job), 5, () => {})
    await work(hidden)
    world.context.tenantOf = tenantOf
    expect((await told()).rehearsal!.status).toBe('RUNNING')
    expect(await left(hidden)).toContain('public.imports')
    const sweep = () => sweepRehearsals(world.context.system)
    await sweep()
    expect(await left(hidden)).toContain('tenant')
    await database.admin(`update app.jobs set state = 'FAILED', done_at = now() where key = $1`, [`rehearse:${hidden}`])
    await sweep()
    expect(await left(hidden)).toEqual([])
    expect((await told()).rehearsal).toMatchObject({ status: 'FAILED', reason: expect.any(String) })
  })
})

/** A handle whose process ends once `trips` of its transactions are through. */
function killedAfter(tenant: TenantDb, trips: number, tell: () => void): TenantDb {
  let left = trips
  const batch = tenant.db.batch.bind(tenant.db)
  tenant.db.batch = (async (...args: Parameters<typeof batch>) => {
    const answer = await batch(...args)
    if (--left > 0) return answer
    tell()
    throw new Error('killed')
  }) as never
  return tenant
}
