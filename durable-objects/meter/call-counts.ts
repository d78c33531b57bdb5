import type { CallLedger, CallTake, CallTaken, CountedCalls, SettledCall } from '../../core/domain/plans/call-counts.ts'

/** As a Durable Object has it: synchronous, so that nobody comes in between. */
export interface Sql {
  exec(query: string, ...values: (string | number)[]): { toArray(): unknown[] }
}

interface KnownCall {
  month: string
  calls: number
  is_settled: number
}

/** Longer than any run of a Worker: whoever took a call then has died, or could not tell. */
const UNHEARD_MS = 20 * 60_000
/** At once, so that the answer stays small. */
const UNHEARD_MAX = 1_000
/** So long it is known that a call was told already. */
const KEPT_MS = 24 * 60 * 60_000

const TABLES = [
  'create table if not exists months (month text primary key, calls integer not null)',
  'create table if not exists beginnings (month text primary key, id text not null)',
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

  /** Takes what is wanted beyond what this call has, where the plan has so many left. */
  take({ id, calls, month, limit, ledger }: CallTake): CallTaken {
    const used = this.callsOf(month) ?? this.begin(month, id, ledger)
    const known = this.find(id)
    const more = known?.is_settled ? 0 : calls - (known?.calls ?? 0)
    const isGranted = more <= 0 || limit === null || used + more <= limit
    if (isGranted && more > 0) this.count(month, { id, calls }, false)
    this.forgetOld()
    return { isGranted, unheard: this.unheard() }
  }

  /** Corrects what was taken by what came of it. What the ledger told, or will tell, of a month is not counted again. */
  settle(month: string, settled: readonly SettledCall[]): void {
    for (const call of settled) {
      const known = this.find(call.id)
      if (known || this.isAfterBeginning(month, call.id)) this.count(known?.month ?? month, call, true)
    }
  }

  /** Null: nothing is known of that month here. */
  used(month: string): CountedCalls | null {
    const calls = this.callsOf(month)
    return calls === null ? null : { calls, unheard: this.unheard() }
  }

  private callsOf(month: string): number | null {
    return this.rows<{ calls: number }>('select calls from months where month = ?', month)[0]?.calls ?? null
  }

  private begin(month: string, first: string, { calls, asked }: CallLedger): number {
    this.sql.exec('insert into months (month, calls) values (?, ?)', month, calls)
    this.sql.exec('insert into beginnings (month, id) values (?, ?)', month, first)
    for (const id of asked) this.keep(month, { id, calls: 1 }, false)
    return calls
  }

  /** Ids follow time: an older one that is unknown here stood in the ledger with which the month began. */
  private isAfterBeginning(month: string, id: string): boolean {
    if (this.callsOf(month) === null) return false
    const [beginning] = this.rows<{ id: string }>('select id from beginnings where month = ?', month)
    return !beginning || id > beginning.id
  }

  private count(month: string, call: SettledCall, isSettled: boolean): void {
    const more = call.calls - (this.find(call.id)?.calls ?? 0)
    this.keep(month, call, isSettled)
    this.sql.exec('update months set calls = calls + ? where month = ?', more, month)
  }

  private keep(month: string, { id, calls }: SettledCall, isSettled: boolean): void {
    const row = `insert into calls (id, month, calls, is_settled, at) values (?, ?, ?, ?, ?)
      on conflict (id) do update set calls = excluded.calls, is_settled = excluded.is_settled`
    this.sql.exec(row, id, month, calls, Number(isSettled), this.now())
  }

  private find(id: string): KnownCall | undefined {
    return this.rows<KnownCall>('select month, calls, is_settled from calls where id = ?', id)[0]
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
