import { DurableObject } from 'cloudflare:workers'
import type { CallTake, CallTaken, CountedCalls, SettledCall } from '../../core/domain/plans/call-counts.ts'
import { CallCounts } from './call-counts.ts'

/** One per business: the calls of models that its plan has left this month. What is answered is stored: the platform holds an answer back until it is. */
export class CallMeter extends DurableObject {
  private counted: CallCounts | undefined

  async take(call: CallTake): Promise<CallTaken> {
    return this.counts.take(call)
  }

  async settle(month: string, settled: SettledCall[]): Promise<void> {
    this.counts.settle(month, settled)
  }

  async used(month: string): Promise<CountedCalls | null> {
    return this.counts.used(month)
  }

  /** The business is gone. */
  async forget(): Promise<void> {
    await this.ctx.storage.deleteAll()
    this.counted = undefined
  }

  private get counts(): CallCounts {
    this.counted ??= new CallCounts(this.ctx.storage.sql)
    return this.counted
  }
}
