import { Check, CircleAlert, Send } from 'lucide-preact'
import { openDialogs } from '../models/dialogs.ts'
import { announcement, runToast, toasts } from '../models/toasts.ts'
import { Icon } from './icon.tsx'

const ICONS = { done: Check, failed: CircleAlert, sending: Send }
const COLOURS = { done: 'ok', failed: 'bad', sending: '' }

/** Drawn by the page, or by the topmost dialog while one is open: whatever lies below it cannot be pressed or heard. */
export function Toasts({ dialog }: { dialog?: number }) {
  if (openDialogs.value.at(-1) !== dialog) return null
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <div class="toast" key={toast.id}>
          <span class={COLOURS[toast.kind]}>
            <Icon of={ICONS[toast.kind]} />
          </span>
          <p>{toast.text}</p>
          {toast.action && (
            <button type="button" class="button accent" onClick={() => runToast(toast)}>
              {toast.action.label} {toast.action.key && <kbd>{toast.action.key}</kbd>}
            </button>
          )}
        </div>
      ))}
      <span class="visually-hidden">{announcement}</span>
    </div>
  )
}
