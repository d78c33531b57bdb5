import { signal } from '@preact/signals'
import { sentence } from './sentences.ts'
import { showToast, showUndo, UNDO_MS } from './toasts.ts'

/** Gone from the screen; really deleted when the time to take it back is over, or the page is left. */
export const hidden = signal<ReadonlySet<string>>(new Set())

export function deleteLater(id: string, text: string, remove: () => Promise<unknown>): void {
  hidden.value = new Set([...hidden.value, id])
  const commit = async () => {
    stop()
    try {
      await remove()
    } catch (error) {
      show(id)
      showToast({ text: `Not deleted. ${sentence(error)}`, kind: 'failed' })
    }
  }
  const timer = setTimeout(() => void commit(), UNDO_MS)
  const leaving = () => void commit()
  const stop = () => {
    clearTimeout(timer)
    removeEventListener('pagehide', leaving)
  }
  addEventListener('pagehide', leaving)
  showUndo(text, () => {
    stop()
    show(id)
  })
}

function show(id: string): void {
  hidden.value = new Set([...hidden.value].filter((each) => each !== id))
}

/** The rows that are still there for this person. */
export const withoutHidden = <T extends { id: string }>(rows: readonly T[]) =>
  rows.filter((row) => !hidden.value.has(row.id))
