import { type At, presentIn } from './presence.ts'

/** Streams end themselves, so that a member who was removed is cut off within this time (TI9). */
const STREAM_MS = 55_000
const HEARTBEAT_MS = 10_000
/** So long a page whose stream ended has to open the next before it is said to be gone. */
const GONE_MS = 3_000
const LISTENERS_MAX = 200
const OF_A_MEMBER_MAX = 8
const encoder = new TextEncoder()

/** A page that opens a stream: whose it is, its own name, and where in the inbox it is. */
export interface Page {
  member: string
  name: string
  at: At | null
  /** The kinds whose ids he may know, because he sees all of them. */
  idsOf: readonly string[]
}

interface Listener {
  page: Page
  writer: WritableStreamDefaultWriter<Uint8Array>
  /** What he was told and has not taken yet. */
  untaken: number
  timers: ReturnType<typeof setTimeout>[]
}

/** The open pages of a business. Nobody has more than his share of the places, and whoever hung up keeps none. */
export class Listeners {
  /** The oldest first. */
  private readonly all = new Set<Listener>()

  get size(): number {
    return this.all.size
  }

  /** A stream of what changes; null when there is no place. A member's newest page takes the place of his oldest. */
  open(page: Page): ReadableStream<Uint8Array> | null {
    const own = [...this.all].filter((one) => one.page.member === page.member)
    if (own.length >= OF_A_MEMBER_MAX) this.end(own[0] as Listener, 'event: replaced\ndata: {}\n\n')
    if (this.all.size >= LISTENERS_MAX) return null
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const listener: Listener = { page, writer: writable.getWriter(), untaken: 0, timers: [] }
    this.all.add(listener)
    listener.writer.closed.catch(() => this.forget(listener))
    listener.timers.push(
      setTimeout(() => this.end(listener), STREAM_MS),
      setInterval(() => this.beat(listener), HEARTBEAT_MS),
    )
    this.say(listener, ': open\n\n')
    if (page.at) this.tellPresent(page.at.conversation)
    return readable
  }

  tell(kind: string, id: string): void {
    for (const one of this.all) {
      const told = one.page.idsOf.includes(kind) ? { kind, id } : { kind }
      this.say(one, `event: changed\ndata: ${JSON.stringify(told)}\n\n`)
    }
  }

  /** A page went somewhere: whoever is there, or was left there, is told. */
  move(member: string, name: string, at: At | null): void {
    const moved = [...this.all].filter(({ page }) => page.member === member && page.name === name)
    const places = moved.map(({ page }) => page.at?.conversation)
    for (const { page } of moved) page.at = at
    if (moved.length > 0) places.push(at?.conversation)
    for (const place of new Set(places)) if (place) this.tellPresent(place)
  }

  /** Only those who are in a conversation themselves hear who else is: each of them may see it. */
  private tellPresent(conversation: string): void {
    const there = [...this.all].filter(({ page }) => page.at?.conversation === conversation)
    const members = presentIn(there.map(({ page }) => page))
    for (const one of there) this.say(one, `event: present\ndata: ${JSON.stringify({ conversation, members })}\n\n`)
  }

  /** Whoever has not taken what he was told since the last beat has hung up. */
  private beat(listener: Listener): void {
    if (listener.untaken > 0) {
      this.forget(listener)
      listener.writer.abort().catch(() => {})
    } else this.say(listener, ': beat\n\n')
  }

  private say(listener: Listener, text: string): void {
    listener.untaken++
    listener.writer.write(encoder.encode(text)).then(
      () => listener.untaken--,
      () => this.forget(listener),
    )
  }

  private end(listener: Listener, lastWords?: string): void {
    if (lastWords) this.say(listener, lastWords)
    this.forget(listener)
    listener.writer.close().catch(() => {})
  }

  private forget(listener: Listener): void {
    if (!this.all.delete(listener)) return
    for (const timer of listener.timers) clearTimeout(timer)
    const left = listener.page.at?.conversation
    if (left) setTimeout(() => this.tellPresent(left), GONE_MS)
  }
}
