import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { READER, READER_POLICY } from '../../../workers/web-app.ts'
import { answerApi, newWorld, type World } from './mock-api.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
/** The strictest policy the app promises to live with. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

export interface AppServer {
  origin: string
  world: World
}

/** The built app and a canned API behind it, in one process, which it does not keep alive. */
export async function startAppServer(folder: string): Promise<AppServer> {
  const state = { world: newWorld() }
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/v1/')) void answerApi(state.world, request, response)
    else serveFile(folder, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get world() {
      return state.world
    },
    set world(next: World) {
      state.world = next
    },
  }
}

function serveFile(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const path = normalize(new URL(request.url ?? '/', 'http://mock').pathname)
  const wanted = join(folder, path)
  const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(folder, 'index.html')
  response.writeHead(200, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': READER.test(path) ? READER_POLICY : POLICY,
    // As in production: what has its content in its name is kept by the browser, compiled.
    ...(path.startsWith('/assets/') ? { 'Cache-Control': 'public, max-age=31536000, immutable' } : {}),
  })
  createReadStream(file).pipe(response)
}
