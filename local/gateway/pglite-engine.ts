import type { PGlite } from '@electric-sql/pglite'
import { lastStatus, query, splitMessages, sync } from './wire.ts'

/** One client's view of the single session that PGlite has. */
export interface Session {
  role: string
  idleInTransactionMs: number
  /** Parse messages of named statements, told again after another client had the engine. */
  statements: Map<string, Buffer>
  deliver(answer: Buffer): void
  /** Tells the client why it may not go on, and closes its connection. */
  refuse(code: string, sentence: string): void
}

interface Work {
  session: Session
  messages: Buffer
}

// RESET SESSION AUTHORIZATION does nothing in PGlite, hence the name.
const FORGET = `set session authorization postgres; reset role; reset all; deallocate all; close all; unlisten *;
  select pg_advisory_unlock_all(); discard temp; discard sequences`

/**
 * Lets many clients take turns: whoever begins a transaction has the engine until it ends. A statement that exhausts
 * the stack of JavaScript leaves the engine unable to answer anything ever again; then `onBroken` is called.
 */
export class Engine {
  private readonly db: PGlite
  private readonly onBroken: () => void
  private readonly queue: Work[] = []
  private current: Session | null = null
  private holder: Session | null = null
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | null = null

  constructor(db: PGlite, onBroken: () => void) {
    this.db = db
    this.onBroken = onBroken
  }

  submit(session: Session, messages: Buffer): void {
    this.queue.push({ session, messages })
    this.pump()
  }

  /** Forgets a client that is gone, and rolls back what it left open. */
  async leave(session: Session): Promise<void> {
    for (let i = this.queue.length - 1; i >= 0; i--) if (this.queue[i]!.session === session) this.queue.splice(i, 1)
    await this.running
    if (this.holder === session) await this.abandon('left')
    if (this.current === session) this.current = null
  }

  /** Waits for the statement that runs, and rolls back what is open. */
  async rest(): Promise<void> {
    clearTimeout(this.timer)
    await this.running
    if (this.holder) await this.abandon('left')
  }

  private pump(): void {
    if (!this.running) this.runAlone(() => this.drain())
  }

  private runAlone(work: () => Promise<void>): void {
    this.running = work().finally(() => {
      this.running = null
    })
  }

  private async drain(): Promise<void> {
    for (let work = this.next(); work; work = this.next()) {
      clearTimeout(this.timer)
      if (!(await this.take(work))) return
      // Lets sockets be read between two turns, because the engine itself never yields.
      await new Promise(setImmediate)
    }
    clearTimeout(this.timer)
    if (this.holder) this.timer = setTimeout(() => this.abandon('idle'), this.holder.idleInTransactionMs)
  }

  private next(): Work | undefined {
    const at = this.holder ? this.queue.findIndex((work) => work.session === this.holder) : 0
    return at < 0 ? undefined : this.queue.splice(at, 1)[0]
  }

  /** One turn of a client; false when the engine did not survive it. */
  private async take({ session, messages }: Work): Promise<boolean> {
    if (!(await this.become(session))) {
      session.refuse('28000', `role "${session.role}" does not exist`)
      return true
    }
    const answer = await execute(this.db, messages)
    const status = lastStatus(answer)
    if (status === null && wantsStatus(messages)) {
      session.refuse('57P02', 'the database failed and starts again')
      this.onBroken()
      return false
    }
    rememberStatements(session, messages)
    this.holder = status === 'I' ? null : session
    session.deliver(answer)
    return true
  }

  private async become(session: Session): Promise<boolean> {
    if (this.current === session) return true
    this.current = null
    const answer = await execute(this.db, query(`${FORGET}; set session authorization ${session.role}`))
    if (splitMessages(answer).messages.some((message) => message.type === 'E')) return false
    for (const parse of session.statements.values()) await execute(this.db, Buffer.concat([parse, sync()]))
    this.current = session
    return true
  }

  private async abandon(why: 'idle' | 'left'): Promise<void> {
    while (this.running) await this.running
    const session = this.holder
    if (!session) return
    this.runAlone(async () => {
      await execute(this.db, Buffer.concat([sync(), query('rollback')]))
      this.holder = null
      if (why === 'idle') session.refuse('25P03', 'terminating connection due to idle-in-transaction timeout')
    })
    await this.running
    this.pump()
  }
}

async function execute(db: PGlite, messages: Buffer): Promise<Buffer> {
  const parts: Buffer[] = []
  await db.execProtocolRawStream(messages, { syncToFs: false, onRawData: (bytes) => parts.push(Buffer.from(bytes)) })
  return Buffer.concat(parts)
}

const wantsStatus = (messages: Buffer): boolean =>
  splitMessages(messages).messages.some(({ type }) => type === 'Q' || type === 'S')

/** Keeps the list of a client's named statements as its messages pass by. */
function rememberStatements(session: Session, messages: Buffer): void {
  for (const { type, body, raw } of splitMessages(messages).messages) {
    if (type === 'P' && body[0] !== 0) session.statements.set(nameAt(body, 0), Buffer.from(raw))
    if (type === 'C' && body[0] === 'S'.charCodeAt(0)) session.statements.delete(nameAt(body, 1))
  }
}

const nameAt = (body: Buffer, start: number): string => body.toString('utf8', start, body.indexOf(0, start))
