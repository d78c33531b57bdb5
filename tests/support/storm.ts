import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Weather = 'up' | 'refuse' | 'hang' | 'cut' | 'error' | 'garbage'

export interface Storm {
  url: string
  weather: Weather
  close(): Promise<void>
}

/** Stands between the Worker and the gateway of its database, and lets through what the weather allows. */
export async function startStorm(gatewayUrl: () => string): Promise<Storm> {
  const server = createServer((request, response) => void answer(storm.weather, gatewayUrl(), request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const storm: Storm = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    weather: 'up',
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return storm
}

async function answer(weather: Weather, gatewayUrl: string, request: IncomingMessage, response: ServerResponse) {
  if (weather === 'hang') return
  if (weather === 'refuse') return void request.socket.destroy()
  if (weather === 'error') return void response.writeHead(500).end('upstream connect error')
  if (weather === 'garbage')
    return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Maintenance</h1>')
  const body = Buffer.concat(await request.toArray())
  const headers = new Headers(
    Object.entries(request.headers).filter(([name]) => name !== 'host' && name !== 'connection') as [string, string][],
  )
  const passed = await fetch(`${gatewayUrl}${request.url}`, { method: 'POST', headers, body })
  const text = await passed.text()
  response.writeHead(passed.status, { 'Content-Type': 'application/json' })
  if (weather === 'up') return void response.end(text)
  // Cut: the database has done it, and half of its answer arrives.
  response.write(text.slice(0, text.length / 2))
  setTimeout(() => request.socket.destroy(), 20)
}
