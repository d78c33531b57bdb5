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

export interface Engine {
  submit(session: Session, messages: Buffer): void
  leave(session: Session): void
  idle(): Promise<void>
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
export function createEngine(db: PGlite, onBroken: () => void): Engine {
  const queue: Work[] = []
  let current: Session | null = null
  let holder: Session | null = null
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null

  const next = (): Work | undefined => {
    const at = holder ? queue.findIndex((work) => work.session === holder) : 0
    return at < 0 ? undefined : queue.splice(at, 1)[0]
  }

  const pump = (): void => {
    running ??= drain().finally(() => {
      running = null
    })
  }

  const drain = async (): Promise<void> => {
    for (let work = next(); work; work = next()) {
      clearTimeout(timer)
      const session = work.session
      if (!(await become(session))) {
        session.refuse('28000', `role "${session.role}" does not exist`)
        continue
      }
      const answer = await execute(db, work.messages)
      const status = lastStatus(answer)
      if (status === null && wantsStatus(work.messages)) {
        session.refuse('57P02', 'the database failed and starts again')
        return onBroken()
      }
      rememberStatements(session, work.messages)
      holder = status === 'I' ? null : session
      session.deliver(answer)
      // Lets sockets be read between two turns, because the engine itself never yields.
      await new Promise(setImmediate)
    }
    clearTimeout(timer)
    if (holder) timer = setTimeout(() => abandon(true), holder.idleInTransactionMs)
  }

  const become = async (session: Session): Promise<boolean> => {
    if (current === session) return true
    current = null
    const answer = await execute(db, query(`${FORGET}; set session authorization ${session.role}`))
    if (splitMessages(answer).messages.some((message) => message.type === 'E')) return false
    for (const parse of session.statements.values()) await execute(db, Buffer.concat([parse, sync()]))
    current = session
    return true
  }

  const abandon = async (expired: boolean): Promise<void> => {
    while (running) await running
    const session = holder
    if (!session) return
    running = (async () => {
      await execute(db, Buffer.concat([sync(), query('rollback')]))
      holder = null
      if (expired) session.refuse('25P03', 'terminating connection due to idle-in-transaction timeout')
    })().finally(() => {
      running = null
    })
    await running
    pump()
  }

  return {
    submit(session, messages) {
      queue.push({ session, messages })
      pump()
    },
    leave(session) {
      for (let i = queue.length - 1; i >= 0; i--) if (queue[i]!.session === session) queue.splice(i, 1)
      const finish = async (): Promise<void> => {
        await running
        if (holder === session) await abandon(false)
        if (current === session) current = null
      }
      void finish()
    },
    async idle() {
      clearTimeout(timer)
      await running
      if (holder) await abandon(false)
    },
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
