import { DurableObject } from 'cloudflare:workers'

export interface Verdict {
  allowed: boolean
  retryAfterSeconds: number
}

/** Counts one key in sliding windows: this one and the weighted last. In memory: a restart forgives, it never over-refuses. */
export class Limiter extends DurableObject {
  private window = 0
  private current = 0
  private previous = 0

  async take(limit: number, windowSeconds: number): Promise<Verdict> {
    const nowSeconds = Date.now() / 1000
    this.roll(Math.floor(nowSeconds / windowSeconds))
    const elapsed = (nowSeconds % windowSeconds) / windowSeconds
    const used = this.current + this.previous * (1 - elapsed)
    if (used + 1 > limit)
      return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(windowSeconds * (1 - elapsed))) }
    this.current++
    return { allowed: true, retryAfterSeconds: 0 }
  }

  private roll(window: number): void {
    if (window === this.window) return
    this.previous = window === this.window + 1 ? this.current : 0
    this.current = 0
    this.window = window
  }
}
