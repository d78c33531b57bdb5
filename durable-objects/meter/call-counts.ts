import type { CallLedger, CallTake, CallTaken, SettledCall } from '../../core/domain/plans/call-counts.ts'

/** As a Durable Object has it: synchronous, so that nobody comes in between. */
export interface Sql {
  exec(query: string, ...values: (string | number)[]): { toArray(): unknown[] }
}

interface KnownCall {
  month: string
  calls: number
}

/** Longer than any run of a Worker: whoever took a call then has died, or could not tell. */
const UNHEARD_MS = 20 * 60_000
/** At once, so that the answer stays small. */
const UNHEARD_MAX = 50
/** So long it is known that a call was told already. */
const KEPT_MS = 24 * 60 * 60_000

const TABLES = [
  'create table if not exists months (month text primary key, calls integer not null)',
  'create table if not exists calls (id text primary key, month text not null, calls integer not null, is_settled integer not null, at integer not null)',
  'create index if not exists calls_at on calls (is_settled, at)',
]

/** How many calls of models of one business count in each month, and each of them by its id: what is told twice counts once. */
export class CallCounts {
  private readonly sql: Sql
  private readonly now: () => number

  constructor(sql: Sql, now: () => number = Date.now) {
    this.sql = sql
    this.now = now
    for (const table of TABLES) sql.exec(table)
  }

  /** Takes one where the plan has one left. */
  take({ id, month, limit, ledger }: CallTake): CallTaken {
    const used = this.used(month) ?? this.begin(month, ledger)
    const isTaken = this.find(id) !== undefined
    const isGranted = isTaken || limit === null || used < limit
    if (isGranted && !isTaken) this.count(month, { id, calls: 1 }, false)
    this.forgetOld()
    return { isGranted, unheard: this.unheard() }
  }

  /** Corrects what was taken by what came of it. Of a month that is not counted here the ledger will tell. */
  settle(month: string, settled: readonly SettledCall[]): void {
    for (const { id, calls } of settled) {
      const known = this.find(id)
      if (known) {
        this.sql.exec('update calls set calls = ?, is_settled = 1 where id = ?', calls, id)
        this.add(known.month, calls - known.calls)
      } else if (this.used(month) !== null) this.count(month, { id, calls }, true)
    }
  }

  /** Null: nothing is known of that month here. */
  used(month: string): number | null {
    return this.rows<{ calls: number }>('select calls from months where month = ?', month)[0]?.calls ?? null
  }

  private begin(month: string, { calls, asked }: CallLedger): number {
    this.sql.exec('insert into months (month, calls) values (?, ?)', month, calls)
    for (const id of asked) this.keep(month, { id, calls: 1 }, false)
    return calls
  }

  private count(month: string, call: SettledCall, isSettled: boolean): void {
    this.keep(month, call, isSettled)
    this.add(month, call.calls)
  }

  private keep(month: string, { id, calls }: SettledCall, isSettled: boolean): void {
    const row = 'insert into calls (id, month, calls, is_settled, at) values (?, ?, ?, ?, ?) on conflict do nothing'
    this.sql.exec(row, id, month, calls, Number(isSettled), this.now())
  }

  private add(month: string, calls: number): void {
    this.sql.exec('update months set calls = calls + ? where month = ?', calls, month)
  }

  private find(id: string): KnownCall | undefined {
    return this.rows<KnownCall>('select month, calls from calls where id = ?', id)[0]
  }

  private unheard(): string[] {
    const old = 'select id from calls where is_settled = 0 and at < ? order by at limit ?'
    return this.rows<{ id: string }>(old, this.now() - UNHEARD_MS, UNHEARD_MAX).map(({ id }) => id)
  }

  private forgetOld(): void {
    this.sql.exec('delete from calls where is_settled = 1 and at < ?', this.now() - KEPT_MS)
  }

  private rows<T>(query: string, ...values: (string | number)[]): T[] {
    return this.sql.exec(query, ...values).toArray() as T[]
  }
}
