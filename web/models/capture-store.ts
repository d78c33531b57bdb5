import type { UploadExpense } from '../../core/contract/expenses.ts'

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

const NAME = 'hub-captures'
const STORE = 'captures'
/** Where the browser keeps nothing, at least for as long as the page lives. */
const inMemory = new Map<string, Capture>()

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'key' })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })

async function ask<T>(mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode)
      const asked = request(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

export const keepCapture = (capture: Capture): Promise<unknown> =>
  ask('readwrite', (store) => store.put(capture)).catch(() => inMemory.set(capture.key, capture))

export async function forgetCapture(key: string): Promise<void> {
  inMemory.delete(key)
  await ask('readwrite', (store) => store.delete(key)).catch(() => {})
}

/** Those of one person in one business, the oldest first. */
export async function keptCaptures(owner: string): Promise<Capture[]> {
  const stored = await ask<Capture[]>('readonly', (store) => store.getAll()).catch(() => [])
  return [...stored, ...inMemory.values()].filter((each) => each.owner === owner).sort((a, b) => a.at - b.at)
}
