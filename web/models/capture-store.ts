import type { UploadExpense } from '../../core/contract/expenses.ts'
import { DeviceStore } from './device-store.ts'

/** A receipt on this device that has not arrived. */
export interface Capture {
  /** Under which it is sent, however often. */
  key: string
  owner: string
  at: number
  blob: Blob
  body: Pick<UploadExpense, 'file_name' | 'mime_type' | 'size_bytes' | 'sha256'>
  /** Why it was refused for good. */
  problem: string | null
}

const captures = new DeviceStore<Capture>('hub-captures', 'key')

export const keepCapture = (capture: Capture): Promise<void> => captures.put(capture)
export const forgetCapture = (key: string): Promise<void> => captures.remove(key)

/** Those of one person in one business, the oldest first. */
export const keptCaptures = async (owner: string): Promise<Capture[]> =>
  (await captures.all()).filter((each) => each.owner === owner).sort((a, b) => a.at - b.at)
