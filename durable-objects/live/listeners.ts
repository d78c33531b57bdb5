/** Streams end themselves, so that a member who was removed is cut off within this time (TI9). */
const STREAM_MS = 55_000
const HEARTBEAT_MS = 10_000
const LISTENERS_MAX = 200
const OF_A_MEMBER_MAX = 8
const encoder = new TextEncoder()

interface Listener {
  member: string
  /** The kinds whose ids he may know, because he sees all of them. */
  idsOf: ReadonlySet<string>
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
  open(member: string, idsOf: readonly string[]): ReadableStream<Uint8Array> | null {
    const own = [...this.all].filter((one) => one.member === member)
    if (own.length >= OF_A_MEMBER_MAX) this.end(own[0] as Listener, 'event: replaced\ndata: {}\n\n')
    if (this.all.size >= LISTENERS_MAX) return null
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const listener: Listener = { member, idsOf: new Set(idsOf), writer: writable.getWriter(), untaken: 0, timers: [] }
    this.all.add(listener)
    listener.writer.closed.catch(() => this.forget(listener))
    listener.timers.push(
      setTimeout(() => this.end(listener), STREAM_MS),
      setInterval(() => this.beat(listener), HEARTBEAT_MS),
    )
    this.say(listener, ': open\n\n')
    return readable
  }

  tell(kind: string, id: string): void {
    for (const one of this.all) {
      const told = one.idsOf.has(kind) ? { kind, id } : { kind }
      this.say(one, `event: changed\ndata: ${JSON.stringify(told)}\n\n`)
    }
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
    this.all.delete(listener)
    for (const timer of listener.timers) clearTimeout(timer)
  }
}
