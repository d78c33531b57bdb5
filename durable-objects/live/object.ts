import { DurableObject } from 'cloudflare:workers'
import { Listeners } from './listeners.ts'

/** One per business: tells open pages what changed. It carries kinds and ids, never content. */
export class Live extends DurableObject {
  private readonly listeners = new Listeners()

  async fetch(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url)
    const stream = this.listeners.open(searchParams.get('member') ?? '', searchParams.getAll('ids_of'))
    if (!stream) return new Response(null, { status: 429 })
    return new Response(stream, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' } })
  }

  async changed(kind: string, id: string): Promise<void> {
    this.listeners.tell(kind, id)
  }
}
