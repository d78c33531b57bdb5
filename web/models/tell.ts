import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

/** Says how something small went, `done` or why not. */
export const tell = (work: Promise<unknown>, done: string, failed = '') =>
  void work.then(
    () => showToast({ text: done }),
    (error: unknown) => showToast({ text: `${failed}${sentence(error)}`, kind: 'failed' }),
  )
