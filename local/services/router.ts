import type { Answer, Call } from './http.ts'
import { json } from './http.ts'

type Handler = (call: Call, part: string) => Answer | Promise<Answer>

/** The handlers take what the first group of the path matched. */
export interface Route {
  path: RegExp
  get?: Handler
  post?: Handler
  any?: Handler
  /** The largest body, in bytes; by default 1 MB. */
  limit?: number
}

export function findRoute(routes: Route[], path: string): { route: Route; part: string } | null {
  for (const route of routes) {
    const match = route.path.exec(path)
    if (match) return { route, part: match[1] ?? '' }
  }
  return null
}

export function answer({ route, part }: { route: Route; part: string }, call: Call): Answer | Promise<Answer> {
  const handler = route.any ?? (call.method === 'GET' ? route.get : call.method === 'POST' ? route.post : undefined)
  return handler ? handler(call, part) : json({ error: 'Method not allowed' }, 405)
}
