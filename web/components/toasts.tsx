import { Check, CircleAlert, type LucideIcon, Send } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { openDialogs } from '../models/dialogs.ts'
import { sendingShownIn, sendings } from '../models/sendings.ts'
import { runToast, toasts } from '../models/toasts.ts'
import { Icon } from './icon.tsx'

/** Drawn by the page, or by the topmost dialog while one is open: whatever lies below it cannot be pressed or heard. */
export function Toasts({ dialog }: { dialog?: number }) {
  if (openDialogs.value.at(-1) !== dialog) return null
  return (
    <div class="toasts" role="status" aria-live="polite">
      {sendings.value
        .filter((sending) => sending.documentId !== sendingShownIn.value)
        .map((sending) => (
          <Note key={sending.documentId} icon={Send} colour="" text={sending.words}>
            {sending.secondsLeft > 0 && <Act label={`Undo ${sending.secondsLeft}`} run={() => void sending.undo()} />}
          </Note>
        ))}
      {toasts.value.map((toast) => (
        <Note
          key={toast.id}
          icon={toast.kind === 'failed' ? CircleAlert : Check}
          colour={toast.kind === 'failed' ? 'bad' : 'ok'}
          text={toast.text}
        >
          {toast.also && <Act {...toast.also} />}
          {toast.action && <Act label={toast.action.label} keys={toast.action.key} run={() => runToast(toast)} />}
        </Note>
      ))}
    </div>
  )
}

function Note({
  icon,
  colour,
  text,
  children,
}: {
  icon: LucideIcon
  colour: string
  text: string
  children: ComponentChildren
}) {
  return (
    <div class="toast">
      <span class={colour}>
        <Icon of={icon} />
      </span>
      <p>{text}</p>
      {children}
    </div>
  )
}

const Act = ({ label, keys, run }: { label: string; keys?: string | undefined; run: () => void }) => (
  <button type="button" class="button accent" onClick={run}>
    {label} {keys && <kbd>{keys}</kbd>}
  </button>
)
