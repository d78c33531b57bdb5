import type { AuditVerdict } from '../../../core/contract/audit.ts'
import type { AuditWorld } from '../../support/audit-world.ts'
import type { TestBusiness } from '../../support/business.ts'
import type { TestDatabase } from '../../support/database.ts'

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
export function drawFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

interface Tampered {
  sql: string
  /** What must be named; undefined where only that something is wrong can be known. */
  names?: string
}

interface History {
  b: TestBusiness
  rows: string[]
  seals: { seq: string; ids: string[] }[]
}

const COLUMNS = 'at, actor, action, entity_type, entity_id, before, after, request_id, ip_address'
const FIELDS = [
  `at = at + interval '1 millisecond'`,
  `actor = actor || 'x'`,
  `action = 'item.delete'`,
  `entity_type = 'contact'`,
  `entity_id = gen_random_uuid()`,
  `entity_id = null`,
  `before = 'null'`,
  `before = null`,
  `after = after || '{"name": "Screw"}'`,
  `after = after - 'name'`,
  `request_id = request_id || '0'`,
  `ip_address = null`,
]
const SEAL_FIELDS = [
  `hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1)`,
  `digest = set_byte(digest, 0, get_byte(digest, 0) # 128)`,
  `previous = set_byte(previous, 31, get_byte(previous, 31) # 1)`,
  `mac = set_byte(mac, 7, get_byte(mac, 7) # 4)`,
  `key_id = '00000000'`,
  `sealed_at = sealed_at - interval '1 day'`,
]

type Kind = (draw: (below: number) => number, history: History) => Tampered
const pick = <T>(draw: (below: number) => number, from: readonly T[]): T => from[draw(from.length)]!
const ours = ({ b }: History) => `tenant_id = '${b.tenantId}'`

const edit: Kind = (draw, h) => {
  const id = pick(draw, h.rows)
  return { sql: `update app.audit set ${pick(draw, FIELDS)} where ${ours(h)} and id = ${id}`, names: id }
}
const remove: Kind = (draw, h) => {
  const id = pick(draw, h.rows)
  return { sql: `delete from app.audit where ${ours(h)} and id = ${id}`, names: id }
}
/** Two rows change their places. */
const swap: Kind = (draw, h) => {
  const at = draw(h.rows.length - 1)
  const [one, other] = [h.rows[at]!, h.rows[at + 1 + draw(h.rows.length - at - 1)]!]
  const sql = `update app.audit a set (${COLUMNS}) = (select ${COLUMNS} from app.audit o where o.${ours(h)} and o.id = ${one}::bigint + ${other} - a.id)
    where a.${ours(h)} and a.id in (${one}, ${other})`
  return { sql, names: one }
}
/** A copy of a row, at the end or where an id was never used. */
const insert: Kind = (draw, h) => {
  const unused = [String(2 ** 40), `-${1 + draw(1_000)}`, String(Number(pick(draw, h.seals).ids.at(-1)) + 1)]
  const id = pick(draw, unused)
  return {
    sql: `insert into app.audit (tenant_id, id, ${COLUMNS}) overriding system value
      select tenant_id, ${id}, ${COLUMNS} from app.audit where ${ours(h)} and id = ${pick(draw, h.rows)}`,
    names: id,
  }
}
const editSeal: Kind = (draw, h) => {
  const { seq } = h.seals[1 + draw(h.seals.length - 1)]!
  return { sql: `update app.audit_seals set ${pick(draw, SEAL_FIELDS)} where ${ours(h)} and seq = ${seq}` }
}
const removeSeal: Kind = (draw, h) => ({
  sql: `delete from app.audit_seals where ${ours(h)} and seq = ${pick(draw, h.seals).seq}`,
})
/** The newest are gone, with all that could tell. */
const cutOff: Kind = (draw, h) => {
  const { seq, ids } = pick(draw, h.seals)
  return {
    sql: `delete from app.audit where ${ours(h)} and id >= ${ids[0]}; delete from app.audit_seals where ${ours(h)} and seq >= ${seq};
      update app.audit_heads set seq = ${Number(seq) - 1} where ${ours(h)}`,
  }
}
/** A row, its hash, the digest and all that follows from them: only the key was not there. */
const recompute: Kind = (draw, h) => {
  const { seq, ids } = pick(draw, h.seals)
  return {
    sql: `update app.audit set actor = 'nobody' where ${ours(h)} and id = ${pick(draw, ids)};
      update app.audit_seals s set hashes = app.audit_hashes(s.tenant_id, s.ids), digest = sha256(app.audit_hashes(s.tenant_id, s.ids)) where s.${ours(h)} and seq = ${seq};
      update app.audit_seals n set previous = s.digest from app.audit_seals s where s.${ours(h)} and s.seq = ${seq} and n.tenant_id = s.tenant_id and n.seq = s.seq + 1`,
  }
}
/** Changed, and put to the key again by ourselves: whoever can write into what waits has us seal it. */
const sealAgain: Kind = (draw, h) => {
  const { seq, ids } = pick(draw, h.seals)
  return {
    sql: `insert into app.audit_unsealed select unnest(ids), tenant_id from app.audit_seals where ${ours(h)} and seq >= ${seq};
      delete from app.audit_seals where ${ours(h)} and seq >= ${seq}; update app.audit set actor = 'nobody' where ${ours(h)} and id = ${pick(draw, ids)}`,
  }
}

/** Mostly what somebody would do who has something to hide. */
const KINDS: readonly [string, Kind][] = [
  ...Array.from({ length: 4 }, (): [string, Kind] => ['edit', edit]),
  ...Array.from({ length: 3 }, (): [string, Kind] => ['remove', remove]),
  ...Array.from({ length: 3 }, (): [string, Kind] => ['swap', swap]),
  ['insert', insert],
  ['edit a seal', editSeal],
  ['remove a seal', removeSeal],
  ['cut off', cutOff],
  ['recompute', recompute],
  ['seal again', sealAgain],
]

/** A history of this many rows, in seals of different sizes, and what brings it back to what it was. */
export async function makeHistory(world: AuditWorld, database: TestDatabase, b: TestBusiness, rows: number) {
  const draw = drawFrom(rows)
  for (let left = rows; left > 0; ) {
    const count = Math.min(left, 1 + draw(25))
    await world.write(b, count)
    await world.seal()
    // As where a transaction was given up.
    await database.admin(`select nextval(pg_get_serial_sequence('app.audit', 'id'))`)
    left -= count
  }
  const tables = ['audit', 'audit_seals', 'audit_unsealed', 'audit_heads']
  await database.admin('create schema if not exists kept')
  for (const table of tables)
    await database.admin(`create table kept.${table} as select * from app.${table} where tenant_id = '${b.tenantId}'`)
  const head = world.heads.kept.get(b.tenantId)!
  const restore = async () => {
    const back = tables.map(
      (table) => `delete from app.${table} where tenant_id = '${b.tenantId}';
        insert into app.${table} ${table === 'audit' ? 'overriding system value' : ''} select * from kept.${table}`,
    )
    await world.tamper(back.join('; '))
    world.heads.kept.set(b.tenantId, head)
  }
  const history: History = { b, rows: await world.rows(b), seals: await world.seals(b) }
  return { history, restore }
}

/** One more thing done to a history: what should have been found, was not, or was called by another name. Null: found. */
export async function tryOnce(
  world: AuditWorld,
  draw: (below: number) => number,
  { history, restore }: Awaited<ReturnType<typeof makeHistory>>,
): Promise<string | null> {
  const [name, kind] = pick(draw, KINDS)
  const { sql, names } = kind(draw, history)
  await world.tamper(sql)
  if (name === 'seal again') await world.seal()
  const { ok, first_bad }: AuditVerdict = await world.verify(history.b, { seals: 1 + draw(20), rows: 10 + draw(200) })
  await restore()
  if (ok) return `${name} was not found: ${sql}`
  if (names !== undefined && first_bad?.id !== names)
    return `${name} of ${names} was called ${JSON.stringify(first_bad)}`
  return null
}
