import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import pg from 'pg'
import type { WebSocket } from 'ws'
import { type Credentials, isAllowed } from './credentials.ts'
import { askPassword, fatal, readStartup, splitMessages, text, welcome } from './wire.ts'

export interface TunnelOptions {
  credentials: Credentials
  connectionString: string
  statementTimeoutMs: number
  idleInTransactionMs: number
}

const HANDSHAKE_BYTES_MAX = 64 * 1024

/**
 * Carries PostgreSQL's protocol over a WebSocket. The client says its password in clear text, at once, as the
 * driver does with Neon; whatever the database asks for is answered here.
 */
export function openTunnel(webSocket: WebSocket, options: TunnelOptions): void {
  let received: Buffer = Buffer.alloc(0)
  let user: string | null = null
  let onBytes = (bytes: Buffer): void => {
    received = Buffer.concat([received, bytes])
    if (received.length > HANDSHAKE_BYTES_MAX || !handshake()) webSocket.terminate()
  }
  /** False when the client does not speak the protocol. */
  const handshake = (): boolean => {
    if (user === null) {
      const startup = readStartup(received)
      if (!startup) return true
      if (startup.kind !== 'startup') return false
      received = startup.rest
      user = startup.parameters.user ?? ''
      webSocket.send(askPassword())
    }
    const [first] = splitMessages(received).messages
    if (!first) return true
    if (first.type !== 'p') return false
    if (!isAllowed(options.credentials, user, text(first.body))) {
      refuse('28P01', `password authentication failed for user "${user}"`)
      return true
    }
    received = received.subarray(first.raw.length)
    onBytes = (bytes) => {
      received = Buffer.concat([received, bytes])
    }
    void connect()
    return true
  }
  const refuse = (code: string, sentence: string): void => {
    webSocket.send(fatal(code, sentence))
    webSocket.close()
  }
  const connect = async (): Promise<void> => {
    try {
      const database = await logIn(options)
      database.on('data', (bytes: Buffer) => webSocket.send(bytes))
      database.on('close', () => webSocket.close()).on('error', () => webSocket.terminate())
      webSocket.on('close', () => database.destroy())
      if (webSocket.readyState !== webSocket.OPEN) return void database.destroy()
      webSocket.send(welcome({ client_encoding: 'UTF8', standard_conforming_strings: 'on' }))
      database.write(received)
      onBytes = (bytes) => void database.write(bytes)
    } catch {
      refuse('08006', 'the database cannot be reached')
    }
  }
  webSocket.on('message', (bytes: Buffer) => onBytes(bytes))
  webSocket.on('error', () => webSocket.terminate())
}

/** Logs in with pg, which knows every way of authentication, and takes its socket over. */
async function logIn(options: TunnelOptions): Promise<Duplex> {
  const client = new pg.Client({
    connectionString: options.connectionString,
    statement_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout: options.idleInTransactionMs,
    connectionTimeoutMillis: 30_000,
    stream: () => new Socket(),
  })
  client.on('error', () => {})
  await client.connect()
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  for (const event of ['data', 'end', 'close', 'error']) stream.removeAllListeners(event)
  return stream
}
