import type { Review, ReviewQueue } from './queue.ts'

/** Well within the ten minutes for which one has a draft in hand. */
const RENEW_AFTER_MS = 4 * 60_000

export const isMine = ({ allowed_actions }: Pick<Review, 'allowed_actions'>): boolean =>
  allowed_actions.includes('release')

/**
 * What a reviewer has in hand stays his while he works on it: what he types takes it anew, every few minutes. A page that is only
 * open takes nothing, so that it is free ten minutes after his last key.
 */
export class Lease {
  private readonly queue: Pick<ReviewQueue, 'change'>
  private readonly now: () => number
  private until: string | null = null
  /** By the clock of this machine, of which only what has passed counts. */
  private takenAt = Number.NEGATIVE_INFINITY

  constructor(queue: Pick<ReviewQueue, 'change'>, now = () => performance.now()) {
    this.queue = queue
    this.now = now
  }

  /** He has it for another while: it is taken, or was renewed. */
  seen({ assigned_until }: Pick<Review, 'assigned_until'>): void {
    if (this.until !== null && assigned_until !== null && assigned_until !== this.until) this.takenAt = this.now()
    this.until = assigned_until ?? ''
  }

  /** He did something. Whether it is still his the answer says. */
  async worked(review: Review): Promise<void> {
    if (!isMine(review) || this.now() - this.takenAt < RENEW_AFTER_MS) return
    this.takenAt = this.now()
    await this.queue.change(review, { action: 'take' }).catch(() => null)
  }
}
