import { DurableObject } from 'cloudflare:workers'
import { Listeners, type Page } from './listeners.ts'

/** One per business: tells open pages what changed and who else is there. It carries kinds and ids, never content. */
export class Live extends DurableObject {
  private readonly listeners = new Listeners()

  async fetch(request: Request): Promise<Response> {
    const page = JSON.parse(new URL(request.url).searchParams.get('page') ?? '') as Page
    const stream = this.listeners.open(page)
    if (!stream) return new Response(null, { status: 429 })
    return new Response(stream, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' } })
  }

  async changed(kind: string, id: string): Promise<void> {
    this.listeners.tell(kind, id)
  }

  async moved(member: string, name: string, at: Page['at']): Promise<void> {
    this.listeners.move(member, name, at)
  }
}
