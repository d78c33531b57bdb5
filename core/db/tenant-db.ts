import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { NewJob } from '../contract/jobs.ts'
import { type Action, auditOf, eventOf, rolesFor, type WriteAction } from '../domain/actions.ts'
import { AppError } from '../domain/kernel/errors.ts'
import { isUuid } from '../domain/kernel/ids.ts'
import { guardSql, statusesFor } from '../domain/kernel/machine.ts'
import { type Transition, transitionOf } from '../domain/machines.ts'
import { type Actor, actorFor, type Idempotency, type Trace } from './actor.ts'
import { toAppError } from './errors.ts'
import { idOf, newId } from './ids.ts'
import type { Db } from './meter.ts'
import type { RecordName } from './records.ts'

type TenantTable = PgTable & { tenantId: PgColumn; $inferInsert: { tenantId: string } }
type Batched = Parameters<Db['batch']>[0][number]
// biome-ignore lint/suspicious/noExplicitAny: a batch mixes statements of every result type
export type Step = { _: { result: any } } & SQLWrapper
type Rows<S extends readonly Step[]> = { [K in keyof S]: S[K]['_']['result'] }

export interface Entry {
  tenant_id: string
  role: string
  now: string
  today: string
  settings_version: number
  actor: string
  /** What the business has switched off (core/domain/profiles). */
  off: readonly string[]
}

/** An id in a body, under its field; `deleted` takes one that was deleted, too. */
export interface Reference {
  table: RecordName
  id: string
  field: string
  deleted?: boolean
}

/** What a beat does to another object beside its own, for that one's history; or one more event of its own. */
export type Also =
  | { action: WriteAction; id: string; changes?: Record<string, unknown> }
  | { event: string; id: string }

export interface Beat {
  /** Its machine says what is locked, from which statuses and under which guards. */
  action: WriteAction
  id: string | null
  version?: number | undefined
  /** What the object shall refer to: it must exist, and that is judged before the object's state (DESIGN 8). */
  references?: readonly Reference[]
  /** Roles that may, where the action alone says too much. */
  only?: readonly string[]
  changes?: Record<string, unknown>
  also?: readonly Also[]
  jobs?: readonly NewJob[]
  /** Version of the settings the Worker computed with. */
  settings?: number
  /** The claim of a verb around an outside call. */
  leaseSeconds?: number
}

type Parse<T> = (row: unknown) => T
const DEADLOCK_RETRIES = 3

interface Hooks {
  idem?: Idempotency | undefined
  /** Who came in, as the database knows him. */
  onEnter?: (entry: Entry) => void
  /** What a commit left to be done. */
  onWrite?: (jobs: readonly NewJob[], entry: Entry, beat: Beat) => void
}

/** A write without an answer, ready to share a transaction with others. */
export interface Work {
  /** Two works of the same name must not share a transaction: the second has to see the first. */
  once?: string
  beat: Beat
  steps: readonly Step[]
}

/** The only way a service reaches a tenant's rows: one batch, one transaction, behind app.enter or app.act. */
export class TenantDb {
  declare private readonly brand: 'TenantDb'
  readonly db: Db
  readonly actor: Actor
  private readonly trace: Trace
  private readonly idem: Idempotency | undefined
  private readonly onEnter: (entry: Entry) => void
  private readonly onWrite: (jobs: readonly NewJob[], entry: Entry, beat: Beat) => void
  readonly tenantId = sql<string>`app.tenant()`

  private constructor(db: Db, actor: Actor, trace: Trace, { idem, onEnter, onWrite }: Hooks) {
    this.db = db
    this.actor = actor
    this.trace = trace
    this.idem = idem
    this.onEnter = onEnter ?? (() => {})
    this.onWrite = onWrite ?? (() => {})
  }

  static open(db: Db, actor: Actor, trace: Trace, hooks: Hooks = {}) {
    return new TenantDb(db, actor, trace, hooks)
  }

  /** Who came in last, and with which version of the settings. */
  entered: Entry | undefined

  /** Binds cursors to who lists: another tenant's cursor must not fit. */
  get scope(): string {
    return this.actor.kind === 'user' ? this.actor.orgId : this.actor.kind
  }

  mine(table: TenantTable, ...more: (SQL | undefined)[]): SQL {
    return and(eq(table.tenantId, this.tenantId), ...more)!
  }

  insert<T extends TenantTable>(table: T, rows: Omit<T['$inferInsert'], 'tenantId'>[]) {
    return this.db.insert(table).values(rows.map((row) => ({ ...row, tenantId: this.tenantId })) as never)
  }

  /** An id for what this request makes; a repeat of it gets the same, so that a break leaves nothing twice. */
  ownId(part = ''): Promise<string> {
    const { scope, key } = this.idem ?? { scope: '', key: newId() }
    return idOf(`${this.scope}\n${scope}\n${key}\n${part}`)
  }

  /** One trip: enter, then the queries. Answers who entered, and the rows of each query. */
  async read<const S extends readonly Step[]>(action: Action, ...queries: S): Promise<[Entry, ...Rows<S>]> {
    const { scope, key, hash } = this.idem ?? { scope: null, key: null, hash: null }
    const enter = this.db.execute<Entry & Record<string, unknown>>(
      sql`select e.*, app.off() as off from app.enter(${JSON.stringify(actorFor(this.actor, action))}::jsonb, ${sql.param([...rolesFor(action)])}::text[], ${scope}::text, ${key}::text, ${hash}::text) e`,
    )
    const [entered, ...rows] = await this.send([enter, ...queries])
    const who = entry(entered)
    this.entered = who
    this.onEnter(who)
    return [who, ...rows] as unknown as [Entry, ...Rows<S>]
  }

  /** One trip: act, the steps, then the object (a jsonb expression) as it is now, recorded for replays unless this is only a claim. */
  async write<T>(beat: Beat, steps: readonly Step[], object: SQL, parse: Parse<T>): Promise<T> {
    if (beat.leaseSeconds) return this.beat(beat, steps, object, parse, false)
    return this.once(beat.action, parse, () => this.beat(beat, steps, remembered(object), parse, false))
  }

  /** A write under the key that this verb's own claim holds. */
  settle<T>(beat: Beat, steps: readonly Step[], object: SQL, parse: Parse<T>): Promise<T> {
    return this.beat(beat, steps, remembered(object), parse, true)
  }

  /** One trip for a write whose answer nobody waits for. */
  async commit({ beat, steps }: Work): Promise<void> {
    await TenantDb.commitAll([{ tenant: this, work: { beat, steps } }])
  }

  /** One trip for the work of several jobs of one business; all of it or none. */
  static async commitAll(jobs: readonly { tenant: TenantDb; work: Work }[]): Promise<void> {
    const [first] = jobs
    if (!first) return
    const acts = jobs.map(({ tenant, work }) => [...tenant.begin(work.beat, false), ...work.steps])
    const results = await first.tenant.send(acts.flat())
    let at = 0
    for (const [index, { tenant, work }] of jobs.entries()) {
      tenant.onWrite(work.beat.jobs ?? [], entry(results[at]), work.beat)
      at += acts[index]!.length
    }
  }

  /** The outside service refused: audited, and the key is free again. */
  async release(beat: Beat, steps: readonly Step[]): Promise<void> {
    const free = this.db.execute(sql`select app.forget()`)
    const results = await this.send([...this.begin(beat, true), ...steps, free])
    this.onWrite([], entry(results[0]), beat)
  }

  /** Wraps a verb: only here may a replay be answered, so that a claim never goes on with a replayed object. */
  async once<T>(action: Action, parse: Parse<T>, verb: () => Promise<T>): Promise<T> {
    try {
      return await verb()
    } catch (error) {
      if (!this.idem || !(error instanceof AppError) || error.code !== 'REPLAY') throw error
      const replayed = await this.recall(action, this.idem)
      this.replayed = true
      return parse(replayed)
    }
  }

  /** True when the answer of this request was recorded by an earlier one. */
  replayed = false

  private async recall(action: Action, { scope, key }: Idempotency): Promise<unknown> {
    const again = TenantDb.open(this.db, this.actor, this.trace)
    const [, rows] = await again.read(
      action,
      this.db.execute<{ object: unknown }>(sql`select app.recall(${scope}, ${key}) as object`),
    )
    return rows.rows[0]?.object
  }

  private async beat<T>(
    beat: Beat,
    steps: readonly Step[],
    object: SQL,
    parse: Parse<T>,
    settles: boolean,
  ): Promise<T> {
    const last = this.db.execute<{ object: unknown }>(sql`select ${object} as object`)
    const results = await this.send([...this.begin(beat, settles), ...steps, last])
    this.onWrite(beat.jobs ?? [], entry(results[0]), beat)
    const row = (results.at(-1) as { rows: { object: unknown }[] }).rows[0]
    if (!row?.object) throw new AppError('NOT_FOUND', 'Not found')
    return parse(row.object)
  }

  /** The door of a write, and behind its lock what else must hold. What was claimed is not judged again when it is settled. */
  private begin(beat: Beat, settles: boolean): Step[] {
    if (beat.id !== null) checkId(beat.id)
    const transition = transitionOf(beat.action)
    const guard = transition && beat.id && !settles && guardSql(transition.machine, transition.key, 'o')
    const act = this.act(beat, settles, transition)
    if (!guard) return [act]
    const table = sql.identifier(transition.machine.table)
    const judged = sql`(select ${sql.raw(guard)} from ${table} o where o.tenant_id = app.tenant() and o.id = ${beat.id}::uuid)`
    return [act, this.db.execute(sql`select app.must_hold(${judged}, ${transition.machine.table})`)]
  }

  private act(beat: Beat, settles: boolean, transition: Transition | null) {
    if (!transition && beat.version !== undefined) throw new Error(`${beat.action} locks nothing`)
    const { scope, key, hash } = this.idem ?? { scope: null, key: null, hash: null }
    const payload = JSON.stringify({
      action: auditOf(beat.action),
      event: eventOf(beat.action, this.actor.kind === 'ops'),
      object: beat.id,
      after: beat.changes,
      also: beat.also?.map(alsoJson),
      jobs: beat.jobs,
      lock: transition?.machine.table,
      references: beat.references,
      from: transition && statusesFor(transition.machine, transition.key),
      version: beat.version,
      claims: transition?.machine.actions[transition.key]?.claims,
      lease: beat.leaseSeconds,
      settles,
      settings: beat.settings,
      request_id: this.trace.requestId,
      ip: this.trace.ip,
    })
    return this.db.execute<Entry & Record<string, unknown>>(
      sql`select e.*, app.off() as off from app.act(${JSON.stringify(actorFor(this.actor, beat.action))}::jsonb, ${sql.param(permitted(beat))}::text[], ${payload}::jsonb, ${scope}::text, ${key}::text, ${hash}::text) e`,
    )
  }

  private async send(steps: readonly Step[]): Promise<unknown[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await this.db.batch(steps as unknown as [Batched, ...Batched[]])) as unknown[]
      } catch (error) {
        const known = toAppError(error)
        if (attempt < DEADLOCK_RETRIES && known instanceof AppError && isDeadlock(known)) continue
        throw known
      }
    }
  }
}

/** An id that cannot be ours is answered before the database is asked, like any unknown one. */
export function checkId(id: string): string {
  if (!isUuid(id)) throw new AppError('NOT_FOUND', 'Not found')
  return id
}

const alsoJson = (also: Also) =>
  'event' in also
    ? { event: also.event, object: also.id }
    : { action: auditOf(also.action), event: eventOf(also.action), object: also.id, after: also.changes }

const remembered = (object: SQL): SQL => sql`app.remember(${object})`

/** The single row of a select as the object of a write. */
export const rowOf = (select: SQL): SQL => sql`(select to_jsonb(o) from (${select}) o)`

function permitted(beat: Beat): string[] {
  const roles = rolesFor(beat.action)
  return roles.filter((role) => !beat.only || beat.only.includes(role))
}

function isDeadlock(error: AppError): boolean {
  const code = (error.cause as { code?: string } | undefined)?.code
  return code === '40001' || code === '40P01'
}

function entry(result: unknown): Entry {
  const row = (result as { rows: Entry[] }).rows[0]
  if (!row) throw new AppError('FORBIDDEN', 'No entry')
  return row
}
