import { AppError } from '../../../core/domain/kernel/errors.ts'

const WAITING_MAX = 40
const WAIT_MS_MAX = 20_000
/** Between two works: what else has come meanwhile is answered before the next takes the thread. */
const PAUSE_MS = 5
/** A work without an end counts as ended after this. */
const WORK_MS_MAX = 10_000

/**
 * Works that take the isolate's only thread, one after the other, and only so many that wait; the rest is refused with a
 * time. Each waits by its own timer and counts until its own end: whoever hangs up keeps nobody's place.
 */
export class OneAtATime {
  private busyUntil = 0
  private hasEnded = false
  private waiting: { until: number }[] = []

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isBusy()) await this.turn()
    this.busyUntil = Date.now() + WORK_MS_MAX
    try {
      return await work()
    } finally {
      this.hasEnded = true
    }
  }

  /** The pause begins with whoever looks first after an end: the clock of an isolate stands still while a work runs. */
  private isBusy(): boolean {
    if (this.hasEnded) this.busyUntil = Date.now() + PAUSE_MS
    this.hasEnded = false
    return this.busyUntil > Date.now()
  }

  private async turn(): Promise<void> {
    const me = { until: Date.now() + WAIT_MS_MAX }
    this.waiting = this.waiting.filter(({ until }) => until > Date.now())
    if (this.waiting.length >= WAITING_MAX) throw tooMany()
    this.waiting.push(me)
    // Who came first looks first.
    while (this.isBusy() && Date.now() < me.until) await pause(PAUSE_MS + this.waiting.indexOf(me))
    this.waiting = this.waiting.filter((one) => one !== me)
    if (this.isBusy()) throw tooMany()
  }
}

const tooMany = () =>
  new AppError('UNAVAILABLE', 'Many people are signing in at this moment: try again in a few seconds', {
    retryAfterSeconds: 5,
  })

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
