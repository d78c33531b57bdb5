export interface Taken {
  /** How many of those that were asked for. */
  granted: number
  /** How many more there are now. */
  left: number
  /** When to come again, where nothing was granted. */
  retryAfterSeconds: number
}

/** Counts in sliding windows: this one and the weighted last. */
export class SlidingWindow {
  private window = 0
  private current = 0
  private previous = 0

  /** As many of `wanted` as there are. */
  take(wanted: number, limit: number, windowSeconds: number): Taken {
    const nowSeconds = Date.now() / 1000
    this.roll(Math.floor(nowSeconds / windowSeconds))
    const elapsed = (nowSeconds % windowSeconds) / windowSeconds
    const free = Math.max(0, Math.floor(limit - this.current - this.previous * (1 - elapsed)))
    const granted = Math.min(wanted, free)
    this.current += granted
    const retryAfterSeconds = granted > 0 ? 0 : Math.max(1, Math.ceil(windowSeconds * (1 - elapsed)))
    return { granted, left: free - granted, retryAfterSeconds }
  }

  private roll(window: number): void {
    if (window === this.window) return
    this.previous = window === this.window + 1 ? this.current : 0
    this.current = 0
    this.window = window
  }
}
