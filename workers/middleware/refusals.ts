import { Remembered } from '../../core/domain/kernel/remembered.ts'

const KEYS_MAX = 1_000

/** Who was told to wait is told again in this isolate, without asking anybody, until the wait is over. */
export class Refusals {
  private readonly untilMs = new Remembered<number>(KEYS_MAX)

  remember(key: string, seconds: number): void {
    this.untilMs.set(key, Date.now() + seconds * 1000)
  }

  /** Seconds that are left; 0 when none are. */
  waitOf(key: string): number {
    return Math.max(0, Math.ceil(((this.untilMs.get(key) ?? 0) - Date.now()) / 1000))
  }
}
