import { useSignal } from '@preact/signals'
import { RotateCw, TriangleAlert } from 'lucide-preact'
import type { Message } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { deliveryWords, wentWrong } from '../../models/deliveries.ts'
import { cancelMessage, retryMessage } from '../../models/replies.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'

/** How it fared, beside what can be done about it in one tap. */
export function DeliveryLine({ message }: { message: Message }) {
  const busy = useSignal(false)
  const words = deliveryWords(message)
  if (words === null) return null
  const run = (work: (message: Message) => Promise<void>) => async () => {
    busy.value = true
    await work(message).catch((error: unknown) => showToast({ text: `Not done. ${sentence(error)}`, kind: 'failed' }))
    busy.value = false
  }
  const may = (verb: string) => message.allowed_actions.includes(verb)
  return (
    <p class={`meta inline wrap ${wentWrong(message) ? 'problem-text' : 'muted'}`}>
      {wentWrong(message) && <Icon of={TriangleAlert} />}
      <span class="break">{words}</span>
      {may('retry') && (
        <Button look="accent" icon={RotateCw} busy={busy.value} onClick={run(retryMessage)}>
          Retry
        </Button>
      )}
      {may('cancel') && (
        <Button look="accent" busy={busy.value} onClick={run(cancelMessage)}>
          Take back
        </Button>
      )}
    </p>
  )
}
