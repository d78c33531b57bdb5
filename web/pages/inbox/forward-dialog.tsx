import type { Message } from '../../../core/contract/conversations.ts'
import { Check } from '../../components/check.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { useForm } from '../../models/form.ts'
import { plural } from '../../models/format.ts'
import { forwarding, forwardMessage } from '../../models/letters.ts'

/** Sends a message on, with what came with it. */
export default function ForwardDialog({ message, close }: { message: Message; close: () => void }) {
  const form = useForm({ to: '', body_text: '', attachments: true }, ['to', 'body_text'], {
    name: 'Forward',
    path: `/inbox/${message.conversation_id}`,
    id: message.id,
  })
  const { to, body_text, attachments } = form.values
  const submit = async () => {
    const letter = { to: to.trim(), body_text, attachments }
    const restore = () => {
      form.set(form.values)
      forwarding.value = message
    }
    if (await form.send({ to: !to.trim() && 'Say who should get it' }, () => forwardMessage(message, letter, restore)))
      close()
  }
  const count = message.attachments.length
  return (
    <FormDialog title="Forward" form={form} submit={() => void submit()} close={close} verb="Forward" crossed>
      <TextField label="To" type="email" inputmode="email" {...form.text('to')} autoFocus />
      <TextArea label="Message" {...form.text('body_text')} maxLength={50_000} />
      {count > 0 && (
        <Check
          label={`With ${plural(count, 'attachment')}`}
          checked={attachments}
          onChange={(on) => form.set({ attachments: on })}
        />
      )}
      <p class="meta muted">“{message.subject || message.new_text.slice(0, 80)}” stands below it.</p>
    </FormDialog>
  )
}
