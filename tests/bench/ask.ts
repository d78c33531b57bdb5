import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export interface Asked {
  status: number
  text: string
  headers: Record<string, string | string[] | undefined>
}

interface Question {
  method?: string
  headers?: Record<string, string>
  body?: object
}

/** One request over a kept connection; leaner than fetch, because it runs on the same two cores as what it asks. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Question = {}): Promise<Asked> {
  const payload = body && JSON.stringify(body)
  const sent = { ...headers, ...(payload ? { 'content-type': 'application/json' } : {}) }
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers: sent, agent }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part) => parts.push(part)).on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(parts).toString('utf8'),
          headers: response.headers,
        }),
      )
    })
    asked.on('error', reject).end(payload)
  })
}

export const hangUp = (): void => agent.destroy()
