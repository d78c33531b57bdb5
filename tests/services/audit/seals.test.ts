import { randomInt } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { AuditKeys } from '../../../core/services/audit/keys.ts'
import { type AuditWorld, auditWorld } from '../../support/audit-world.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { drawFrom, makeHistory, tryOnce } from './tampering.ts'

const database = useDatabase()
let world: AuditWorld
let b: TestBusiness
beforeEach(async () => {
  world = auditWorld(database)
  b = await makeBusiness(database)
})

/** Long with `npm run prove:audit`. */
const RUNS = Number(process.env.AUDIT_RUNS ?? 40)
const SEED = Number(process.env.TEST_SEED || randomInt(1_000_000))

const ids = async () => (await world.seals(b)).flatMap((seal) => seal.ids)

describe('AL1 seals', () => {
  it('hold each row once, in the order in which it was written', async () => {
    await b.contact()
    await world.seal()
    await world.write(b, 7)
    await world.seal(3)
    expect(await ids()).toEqual(await world.rows(b))
    expect((await world.seals(b)).map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 4])
    expect(await world.verify(b)).toEqual({ ok: true, checked: 8, calls: 1 })
  })

  it('cost two trips where nothing was written, and leave nothing', async () => {
    await world.write(b, 1)
    await world.seal()
    const before = world.meter.trips
    expect(await world.seal()).toBe(0)
    expect(world.meter.trips - before).toBe(2)
    expect(await world.seals(b)).toHaveLength(1)
  })

  it('stay good when their key is turned, and when one before that is forgotten', async () => {
    const keys = (...secrets: string[]) => Object.assign(world.ports, { auditKeys: new AuditKeys(secrets) })
    for (const secrets of [['first key of three'], ['second key of three', 'first key of three']]) {
      keys(...secrets)
      await world.write(b, 2)
      await world.seal()
    }
    expect(await world.verify(b)).toMatchObject({ ok: true, checked: 4 })
    keys('third key of three', 'second key of three')
    expect(await world.verify(b)).toMatchObject({ ok: true, checked: 4 })
    // Nobody who is known vouches for any of it.
    keys('some other key')
    expect(await world.verify(b)).toMatchObject({ ok: false, first_bad: { kind: 'SEAL_CHANGED', seal: 2 } })
  })

  it('are told to the store outside; one that is away hears of them later', async () => {
    await world.write(b, 1)
    world.heads.isDown = true
    await expect(world.seal()).rejects.toThrow('down')
    expect(world.heads.kept.get(b.tenantId)).toBeUndefined()
    expect(await world.verify(b)).toMatchObject({ ok: true })
    world.heads.isDown = false
    await world.seal()
    expect(world.heads.kept.get(b.tenantId)?.seq).toBe(1)
  })

  it('never replace what the store knows and they do not follow: it is said once', async () => {
    await world.write(b, 3)
    await world.seal()
    const known = world.heads.kept.get(b.tenantId)
    await world.tamper(
      `delete from app.audit_seals where tenant_id = '${b.tenantId}'; delete from app.audit where tenant_id = '${b.tenantId}'`,
    )
    for (const count of [2, 3]) {
      await world.write(b, count)
      await world.seal()
    }
    expect(world.heads.kept.get(b.tenantId)).toBe(known)
    const alerts = await database.admin('select kind from app.alerts where tenant_id = $1', [b.tenantId])
    expect(alerts).toEqual([{ kind: 'audit.head_differs' }])
    expect(await world.verify(b)).toMatchObject({ ok: false })
  })

  it('are refused to whoever changes what they hold, the owner of the tables as well', async () => {
    await world.write(b, 1)
    await world.seal()
    const deeds = [
      'update app.audit set actor = actor',
      'delete from app.audit',
      'truncate app.audit',
      'update app.audit_seals set mac = mac',
      'delete from app.audit_seals',
      'truncate app.audit_seals',
    ]
    for (const deed of deeds)
      await expect(database.admin(`set role app_owner; ${deed}`), deed).rejects.toMatchObject({ code: '42501' })
    expect(await world.verify(b)).toMatchObject({ ok: true, checked: 1 })
  })
})

describe('POST /v1/audit/verify', () => {
  it('goes through a long history in parts', async () => {
    for (const count of [4, 4, 4, 4]) {
      await world.write(b, count)
      await world.seal()
    }
    expect(await world.verify(b, { seals: 10, rows: 5 })).toEqual({ ok: true, checked: 16, calls: 2 })
    expect(await world.verify(b, { seals: 1, rows: 100 })).toEqual({ ok: true, checked: 16, calls: 4 })
  })

  it('names the row that was changed, and what stood around one that is gone', async () => {
    await world.write(b, 3)
    await world.seal()
    const [first, second, third] = await world.rows(b)
    await world.tamper(`update app.audit set action = 'item.delete' where id = ${second}`)
    expect((await world.verify(b)).first_bad).toMatchObject({
      kind: 'ROW_CHANGED',
      id: second,
      action: 'item.delete',
      seal: 1,
    })
    await world.tamper(`delete from app.audit where id = ${second}`)
    expect((await world.verify(b)).first_bad).toMatchObject({
      id: second,
      at: null,
      action: null,
      previous: { id: first, action: 'item.update' },
      next: { id: third },
    })
  })

  it('finds what was gone before it could be sealed', async () => {
    const [row] = await world.write(b, 1)
    await world.tamper(`delete from app.audit where id = ${row?.id}`)
    await world.seal()
    expect((await world.verify(b)).first_bad).toMatchObject({ kind: 'ROW_CHANGED', id: row?.id })
  })

  it('takes no row of another business for its own', async () => {
    const other = await makeBusiness(database)
    await world.write(b, 2)
    await world.write(other, 2)
    await world.seal()
    const [row] = await world.rows(other)
    await world.tamper(`update app.audit set tenant_id = '${b.tenantId}' where id = ${row}`)
    expect((await world.verify(b)).first_bad).toMatchObject({ kind: 'ROW_ADDED', id: row })
    expect((await world.verify(other)).first_bad).toMatchObject({ kind: 'ROW_CHANGED', id: row })
  })

  it(`finds each of ${RUNS} random edits, deletions, swaps and worse (seed ${SEED})`, async () => {
    const history = await makeHistory(world, database, b, 100)
    const draw = drawFrom(SEED)
    const problems: string[] = []
    for (let run = 0; run < RUNS; run++) {
      const problem = await tryOnce(world, draw, history)
      if (problem) problems.push(problem)
    }
    expect(problems).toEqual([])
    expect(await world.verify(b)).toMatchObject({ ok: true, checked: 100 })
  }, 600_000)
})
