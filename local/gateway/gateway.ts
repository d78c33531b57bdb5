import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { WebSocketServer } from 'ws'
import { type Credentials, credentialsOf, isAllowed } from './credentials.ts'
import { BadRequest, parseSqlRequest, presentDatabaseError, runSqlRequest } from './neon-http.ts'
import { type BoundedPool, createPool, Overfull } from './pool.ts'
import { openTunnel } from './web-socket.ts'

export interface GatewayOptions {
  /** Where the gateway logs in, and what its callers must know: `postgres://hub_app:...@127.0.0.1:5432/hub`. */
  connectionString: string
  /** Connections for HTTP. Also PGlite, which takes turns, is twice as fast with some as with one. */
  poolSize?: number
  queueMax?: number
  webSocketsMax?: number
  bodyBytesMax?: number
  statementTimeoutMs?: number
  idleInTransactionMs?: number
  port?: number
}

export interface Gateway {
  url: string
  close(): Promise<void>
}

const DEFAULTS = {
  poolSize: 10,
  queueMax: 1_000,
  webSocketsMax: 50,
  bodyBytesMax: 16 * 1024 * 1024,
  statementTimeoutMs: 30_000,
  idleInTransactionMs: 10_000,
  port: 0,
}

/** Speaks Neon's protocol, HTTP and WebSocket, in front of any PostgreSQL; on the loopback address only. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const settings = { ...DEFAULTS, ...options }
  const credentials = credentialsOf(options.connectionString)
  const pool = createPool(settings)
  const server = createServer((request, response) => {
    void answer({ request, response, pool, credentials, bodyBytesMax: settings.bodyBytesMax })
  })
  // Longer than any caller keeps a connection: one that is closed while it is taken up again fails its request.
  server.keepAliveTimeout = KEEP_ALIVE_MS
  const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) => {
    const isOurs = request.url?.split('?')[0] === '/v2' && !request.headers.origin
    if (!isOurs || webSockets.clients.size >= settings.webSocketsMax) return void socket.end(REFUSED)
    webSockets.handleUpgrade(request, socket, head, (webSocket) => openTunnel(webSocket, { ...settings, credentials }))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : settings.port
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      for (const webSocket of webSockets.clients) webSocket.close(1001)
      await setTimeout(webSockets.clients.size ? CLOSING_MS : 0)
      for (const webSocket of webSockets.clients) webSocket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await pool.end()
    },
  }
}

const CLOSING_MS = 100
const KEEP_ALIVE_MS = 10 * 60_000
const REFUSED = 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n'

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  pool: BoundedPool
  credentials: Credentials
  bodyBytesMax: number
}

async function answer({ request, response, pool, credentials, bodyBytesMax }: Exchange): Promise<void> {
  try {
    if (request.method !== 'POST' || request.url !== '/sql') return reply(response, 404, { message: 'not found' })
    const connectionString = request.headers['neon-connection-string']
    if (!mayAsk(credentials, String(connectionString ?? ''))) return reply(response, 400, WRONG_PASSWORD)
    const body = await readBody(request, bodyBytesMax)
    if (body === null) return reply(response, 413, { message: 'the request is too large' })
    reply(response, 200, await runSqlRequest(pool, parseSqlRequest(request.headers, body)))
  } catch (error) {
    if (error instanceof pg.DatabaseError) reply(response, 400, presentDatabaseError(error))
    else if (error instanceof BadRequest) reply(response, 400, { message: error.message, code: '08P01' })
    else if (error instanceof Overfull) reply(response, 503, { message: error.message })
    else reply(response, 502, { message: error instanceof Error ? error.message : 'the database failed' })
  }
}

const WRONG_PASSWORD = { message: 'password authentication failed', code: '28P01' }

function mayAsk(credentials: Credentials, connectionString: string): boolean {
  if (!URL.canParse(connectionString)) return false
  const { user, password } = credentialsOf(connectionString)
  return isAllowed(credentials, user, password)
}

async function readBody(request: IncomingMessage, bytesMax: number): Promise<string | null> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > bytesMax) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
