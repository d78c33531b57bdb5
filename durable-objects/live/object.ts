import { DurableObject } from 'cloudflare:workers'

/** Streams end themselves, so that a member who was removed is cut off within this time (TI9). */
const STREAM_SECONDS = 55
const LISTENERS_MAX = 200
const encoder = new TextEncoder()

/** One per business: tells open pages what changed. It carries kinds and ids, never content. */
export class Live extends DurableObject {
  private readonly listeners = new Set<WritableStreamDefaultWriter<Uint8Array>>()

  async fetch(): Promise<Response> {
    if (this.listeners.size >= LISTENERS_MAX) return new Response('Too many open pages', { status: 429 })
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    this.listeners.add(writer)
    this.say(writer, ': open\n\n')
    setTimeout(() => this.close(writer), STREAM_SECONDS * 1000)
    return new Response(readable, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' } })
  }

  async changed(kind: string, id: string): Promise<void> {
    const line = `event: changed\ndata: ${JSON.stringify({ kind, id })}\n\n`
    for (const writer of this.listeners) this.say(writer, line)
  }

  private say(writer: WritableStreamDefaultWriter<Uint8Array>, text: string): void {
    writer.write(encoder.encode(text)).catch(() => this.listeners.delete(writer))
  }

  private close(writer: WritableStreamDefaultWriter<Uint8Array>): void {
    this.listeners.delete(writer)
    writer.close().catch(() => {})
  }
}
