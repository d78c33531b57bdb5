import { createServer, type Socket } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { createEngine, type Engine, type Session } from './pglite-engine.ts'
import { askPassword, fatal, readStartup, type Startup, splitMessages, text, welcome } from './wire.ts'

export interface PGliteServerOptions {
  db: PGlite
  /** Who may log in, with which password. Every name is a role of the database. */
  users: Record<string, string>
  /** The engine cannot go on; its data is as after a crash. */
  onBroken?: () => void
  port?: number
}

export interface PGliteServer {
  port: number
  close(): Promise<void>
}

/** Unless the client asks for another: one transaction left open would stop everybody. */
const IDLE_IN_TRANSACTION_MS = 5_000
const MESSAGE_BYTES_MAX = 64 * 1024 * 1024
/** A client waits for an answer after these: query, sync, flush. */
const TURN_ENDS = new Set(['Q', 'S', 'H'])

/** Speaks PostgreSQL's protocol over TCP for an embedded database that knows one session only. */
export async function startPGliteServer(options: PGliteServerOptions): Promise<PGliteServer> {
  const engine = createEngine(options.db, () => options.onBroken?.())
  const { rows } = await options.db.query<{ server_version: string }>('show server_version')
  const version = rows[0]!.server_version
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    serve({ socket, engine, users: options.users, version })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await engine.idle()
    },
  }
}

interface Connection {
  socket: Socket
  engine: Engine
  users: Record<string, string>
  version: string
}

function serve({ socket, engine, users, version }: Connection): void {
  let buffer: Buffer = Buffer.alloc(0)
  let startup: Startup | null = null
  let session: Session | null = null
  const refuse = (code: string, sentence: string): void => {
    socket.end(fatal(code, sentence))
  }

  const greet = (): boolean => {
    const read = readStartup(buffer)
    if (!read) return false
    buffer = read.rest
    if (read.kind === 'ssl') socket.write('N')
    else if (read.kind === 'cancel') socket.destroy()
    else {
      startup = read
      socket.write(askPassword())
    }
    return !socket.destroyed
  }

  const authenticate = ({ parameters }: Startup): boolean => {
    const user = parameters.user ?? ''
    const { messages } = splitMessages(buffer)
    const first = messages[0]
    if (!first) return false
    buffer = buffer.subarray(first.raw.length)
    if (first.type !== 'p' || !Object.hasOwn(users, user) || users[user] !== text(first.body)) {
      refuse('28P01', `password authentication failed for user "${user}"`)
      return false
    }
    session = {
      role: user,
      idleInTransactionMs: Number(parameters.idle_in_transaction_session_timeout) || IDLE_IN_TRANSACTION_MS,
      statements: new Map(),
      deliver: (answer) => void socket.write(answer),
      refuse,
    }
    socket.write(welcome({ ...SETTINGS, server_version: version }))
    return true
  }

  const turn = (current: Session): boolean => {
    const { messages } = splitMessages(buffer)
    if (messages.some((message) => message.type === 'X')) return !socket.destroy()
    const end = messages.findLastIndex((message) => TURN_ENDS.has(message.type))
    if (end < 0) return false
    const length = messages.slice(0, end + 1).reduce((sum, message) => sum + message.raw.length, 0)
    const whole = Buffer.from(buffer.subarray(0, length))
    buffer = buffer.subarray(length)
    engine.submit(current, whole)
    return false
  }

  socket.on('data', (bytes) => {
    buffer = buffer.length ? Buffer.concat([buffer, bytes]) : Buffer.from(bytes)
    if (buffer.length > MESSAGE_BYTES_MAX) return refuse('54000', 'message too long')
    let more = true
    while (more && buffer.length) more = session ? turn(session) : startup ? authenticate(startup) : greet()
  })
  socket.on('close', () => {
    if (session) engine.leave(session)
  })
}

const SETTINGS = {
  server_encoding: 'UTF8',
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  integer_datetimes: 'on',
  standard_conforming_strings: 'on',
}
