import { createServer, type Socket } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { Engine, type Session } from './pglite-engine.ts'
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
  const engine = new Engine(options.db, () => options.onBroken?.())
  const { rows } = await options.db.query<{ server_version: string }>('show server_version')
  const version = rows[0]!.server_version
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    new Connection(socket, { engine, users: options.users, version }).serve()
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
      await engine.rest()
    },
  }
}

interface Host {
  engine: Engine
  users: Record<string, string>
  version: string
}

class Connection {
  private readonly socket: Socket
  private readonly host: Host
  private buffer: Buffer = Buffer.alloc(0)
  private startup: Startup | null = null
  private session: Session | null = null

  constructor(socket: Socket, host: Host) {
    this.socket = socket
    this.host = host
  }

  serve(): void {
    this.socket.on('data', (bytes) => {
      this.buffer = this.buffer.length ? Buffer.concat([this.buffer, bytes]) : Buffer.from(bytes)
      if (this.buffer.length > MESSAGE_BYTES_MAX) this.refuse('54000', 'message too long')
      else while (this.buffer.length && this.advance());
    })
    this.socket.on('close', () => {
      if (this.session) void this.host.engine.leave(this.session)
    })
  }

  /** Takes what can be taken from the buffer; false when more bytes are needed. */
  private advance(): boolean {
    if (this.session) return this.turn(this.session)
    return this.startup ? this.authenticate(this.startup) : this.greet()
  }

  private greet(): boolean {
    const read = readStartup(this.buffer)
    if (!read) return false
    this.buffer = read.rest
    if (read.kind === 'ssl') this.socket.write('N')
    else if (read.kind === 'cancel') this.socket.destroy()
    else {
      this.startup = read
      this.socket.write(askPassword())
    }
    return !this.socket.destroyed
  }

  private authenticate({ parameters }: Startup): boolean {
    const user = parameters.user ?? ''
    const [first] = splitMessages(this.buffer).messages
    if (!first) return false
    this.buffer = this.buffer.subarray(first.raw.length)
    const { users, version } = this.host
    if (first.type !== 'p' || !Object.hasOwn(users, user) || users[user] !== text(first.body)) {
      this.refuse('28P01', `password authentication failed for user "${user}"`)
      return false
    }
    this.session = {
      role: user,
      idleInTransactionMs: Number(parameters.idle_in_transaction_session_timeout) || IDLE_IN_TRANSACTION_MS,
      statements: new Map(),
      deliver: (answer) => void this.socket.write(answer),
      refuse: (code, sentence) => this.refuse(code, sentence),
    }
    this.socket.write(welcome({ ...SETTINGS, server_version: version }))
    return true
  }

  private turn(session: Session): boolean {
    const { messages } = splitMessages(this.buffer)
    const end = messages.findLastIndex((message) => TURN_ENDS.has(message.type))
    if (end >= 0) {
      const length = messages.slice(0, end + 1).reduce((sum, message) => sum + message.raw.length, 0)
      const whole = Buffer.from(this.buffer.subarray(0, length))
      this.buffer = this.buffer.subarray(length)
      this.host.engine.submit(session, whole)
    }
    if (messages.at(-1)?.type === 'X') this.socket.end()
    return false
  }

  private refuse(code: string, sentence: string): void {
    this.socket.end(fatal(code, sentence))
  }
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
