import pg from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { type AuditWorld, auditWorld } from '../../support/audit-world.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
let world: AuditWorld
let b: TestBusiness
beforeEach(async () => {
  world = auditWorld(database)
  b = await makeBusiness(database)
})

const sealedIds = async () => (await world.seals(b)).flatMap(({ ids }) => ids)
const sorted = (ids: readonly string[]) => [...ids].sort((one, other) => Number(one) - Number(other))
const everyRowOnce = async () => expect(sorted(await sealedIds())).toEqual(await world.rows(b))

/** A transaction that has written a row and goes on. */
async function holdOpen(): Promise<{ id: string; client: pg.Client }> {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query('begin')
  const { rows } = await client.query<{ id: string }>(
    `insert into app.audit (tenant_id, at, actor, action, entity_type) values ($1, now(), 'late', 'item.create', 'item') returning id`,
    [b.tenantId],
  )
  return { id: rows[0]!.id, client }
}

describe('AL1, IN11 two at once', () => {
  it('seals a row whose transaction ends after rows of higher ids were sealed, and neither misses it nor calls it added', async () => {
    await world.write(b, 1)
    const late = await holdOpen()
    const abandoned = await holdOpen()
    await world.write(b, 2)
    await world.seal()
    expect(await sealedIds()).not.toContain(late.id)
    expect(await world.verify(b)).toMatchObject({ ok: true, checked: 3 })
    await late.client.query('commit')
    // It waits, and is known to wait.
    expect(await world.verify(b)).toMatchObject({ ok: true, checked: 3 })
    await abandoned.client.query('rollback')
    await world.write(b, 1)
    await world.seal()
    expect((await world.seals(b)).at(-1)?.ids[0]).toBe(late.id)
    for (const limits of [undefined, { seals: 1, rows: 1 }])
      expect(await world.verify(b, limits)).toMatchObject({ ok: true, checked: 5 })
    await everyRowOnce()
    await Promise.all([late.client.end(), abandoned.client.end()])
  })

  it('seals each row once, in one chain, by eight crons while others write', async () => {
    const crons = Array.from({ length: 8 }, async () => {
      for (let round = 0; round < 5; round++) await world.seal(7)
    })
    const writers = Array.from({ length: 4 }, async () => {
      for (let round = 0; round < 10; round++) await world.write(b, 3)
    })
    await Promise.all([...crons, ...writers])
    await world.seal()
    await everyRowOnce()
    const seqs = (await world.seals(b)).map(({ seq }) => Number(seq))
    expect(seqs).toEqual(seqs.map((_, at) => at + 1))
    expect(await world.verify(b)).toMatchObject({ ok: true, checked: 120 })
    expect(world.heads.kept.get(b.tenantId)?.seq).toBe(seqs.length)
  }, 60_000)

  it('goes on where one was killed: before its seals were kept, and before the store heard of them', async () => {
    await world.write(b, 2)
    const { system } = world.ports
    const rows = system.rows.bind(system)
    let left = 1
    system.rows = (call) => (left-- > 0 ? rows(call) : Promise.reject(new Error('killed')))
    await expect(world.seal()).rejects.toThrow('killed')
    left = 2
    await expect(world.seal()).rejects.toThrow('killed')
    system.rows = rows
    expect(await world.seals(b)).toHaveLength(1)
    expect(world.heads.kept.size).toBe(0)
    await world.seal()
    await everyRowOnce()
    expect(world.heads.kept.get(b.tenantId)?.seq).toBe(1)
  })

  it('makes good for three days in a few minutes, the longest waiting first', async () => {
    const other = await makeBusiness(database)
    await world.write(b, 9_000)
    await world.write(other, 5)
    await world.seal(1_000)
    expect(await world.seals(other)).toEqual([])
    await world.seal(1_000)
    expect(await world.seals(other)).toHaveLength(1)
    await everyRowOnce()
    const verdict = await world.verify(b, { seals: 2_000, rows: 2_500 })
    expect(verdict).toMatchObject({ ok: true, checked: 9_000, calls: 3 })
  }, 60_000)
})
