import { DurableObject } from 'cloudflare:workers'
import { SlidingWindow, type Taken } from './sliding-window.ts'

/** Counts one key. In memory: a restart forgives, it never over-refuses. */
export class Limiter extends DurableObject {
  private readonly window = new SlidingWindow()

  async take(wanted: number, limit: number, windowSeconds: number): Promise<Taken> {
    return this.window.take(wanted, limit, windowSeconds)
  }
}
