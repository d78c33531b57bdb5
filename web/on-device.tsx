import { render } from 'preact'
import { AsOf } from './components/as-of.tsx'
import { keptCaptures } from './models/capture-store.ts'
import { keepAnswers } from './models/kept-answers.ts'
import { countViews } from './models/seen.ts'
import { owner } from './models/stored-drafts.ts'

let isSettled = false

/** What the app does on a device once it stands: it is there without a connection, and sends what waited for one. */
export async function settleOnDevice(): Promise<void> {
  if (isSettled) return
  isSettled = true
  render(<AsOf />, document.body.appendChild(document.createElement('div')))
  keepAnswers()
  countViews()
  void navigator.serviceWorker?.register('/sw.js').catch(() => {})
  if ((await keptCaptures(owner.value)).length > 0) void (await import('./models/captures.ts')).sendCaptures()
}
