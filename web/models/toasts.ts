import { signal } from '@preact/signals'

const TOASTS_MAX = 3
/** How long a toast stays, and so how long a deed can be taken back. */
export const UNDO_MS = 8000

export interface Toast {
  id: number
  text: string
  kind: 'done' | 'failed'
  action?: { label: string; run: () => void; key?: string }
  /** Beside it: where it leads. */
  also?: { label: string; run: () => void }
  /** What it is true of: it gives way to newer words about the same. */
  about?: string
}

export const toasts = signal<readonly Toast[]>([])
let last = 0

export function showToast(toast: Omit<Toast, 'id' | 'kind'> & { kind?: Toast['kind'] }, shownMs = UNDO_MS): number {
  last += 1
  const id = last
  if (toast.about) dropAbout(toast.about)
  toasts.value = [...toasts.value, { kind: 'done' as const, ...toast, id }].slice(-TOASTS_MAX)
  if (shownMs > 0) setTimeout(() => dropToast(id), shownMs)
  return id
}

export function showUndo(text: string, undo: () => void): number {
  return showToast({ text, action: { label: 'Undo', run: undo, key: 'z' } })
}

export function dropToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

/** What was said of it is not true any more. */
export function dropAbout(about: string): void {
  toasts.value = toasts.value.filter((toast) => toast.about !== about)
}

export function runToast(toast: Toast): void {
  dropToast(toast.id)
  toast.action?.run()
}

/** The newest thing that can be taken back, for the key z. */
export const lastUndo = () => toasts.value.findLast((toast) => toast.action?.key === 'z')
