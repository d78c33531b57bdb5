import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Gateway } from '../../../local/gateway/gateway.ts'

export interface Query {
  text: string
  values: unknown[]
}

export interface Recorder {
  url: string
  /** The batches that were sent while a verb ran. */
  during(verb: () => Promise<unknown>): Promise<Query[][]>
  close(): Promise<void>
}

interface Sent {
  query: string
  params: unknown[]
}

/** Stands before a gateway and keeps what passes, so that plans are those of the statements that the product really sends. */
export async function startRecorder(gateway: Gateway): Promise<Recorder> {
  let batches: Query[][] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    const body = Buffer.concat(parts).toString('utf8')
    const { queries, ...single } = JSON.parse(body) as { queries?: Sent[] } & Partial<Sent>
    // What works without a tenant is a statement by itself.
    const sent = queries ?? (single.query === undefined ? [] : [single as Sent])
    batches.push(sent.map(({ query, params }) => ({ text: query, values: params })))
    const neon = Object.entries(request.headers).filter(([name]) => name.startsWith('neon-')) as [string, string][]
    const answer = await fetch(`${gateway.url}${request.url}`, { method: 'POST', headers: neon, body })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async during(verb) {
      batches = []
      await verb()
      return batches
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
