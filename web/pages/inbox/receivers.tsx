import { useSignal } from '@preact/signals'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/text-field.tsx'
import type { Reply } from '../../models/replies.ts'

/** Where an answer goes; the fields for others when they are wanted. */
export function Receivers({
  conversation: { reply_to },
  reply,
  change,
  errors,
}: {
  conversation: Conversation
  reply: Reply
  change: (changes: Partial<Reply>) => void
  errors: Record<string, string>
}) {
  const open = useSignal(Boolean(reply.to || reply.cc) || reply_to === null)
  if (!open.value)
    return (
      <div class="inline small muted">
        <span class="grow ellipsis">To {reply_to}</span>
        <Button look="quiet" onClick={() => (open.value = true)}>
          Cc or another address
        </Button>
      </div>
    )
  return (
    <div class="two-columns">
      <TextField
        label="To"
        type="email"
        inputmode="email"
        placeholder={reply_to ?? ''}
        value={reply.to}
        error={errors.to}
        onInput={(to) => change({ to })}
      />
      <TextField
        label="Cc"
        inputmode="email"
        placeholder="Addresses, with commas between them"
        value={reply.cc}
        error={errors.cc}
        onInput={(cc) => change({ cc })}
      />
    </div>
  )
}
