import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { UserPlus } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { Conversation, SenderProposal } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { Icon } from '../../components/icon.tsx'
import { TextField } from '../../components/text-field.tsx'
import { createSender, senderQuery } from '../../models/conversations.ts'
import { useForm } from '../../models/form.ts'
import { showToast } from '../../models/toasts.ts'

/** A stranger becomes a contact in one tap, with what the messages say of him; it can be corrected before. */
export function UnknownSender({ conversation }: { conversation: Conversation }) {
  const isOffered = conversation.contact === null && conversation.allowed_actions.includes('create_contact')
  const { data, error } = useQuery({ ...senderQuery(conversation.id), enabled: isOffered })
  useEffect(() => {
    // The button that was pressed is gone: keys go on from the conversation.
    const isLost = document.activeElement === document.body
    if (!isOffered && isLost) document.querySelector<HTMLElement>('.thread-subject')?.focus({ preventScroll: true })
  }, [isOffered])
  if (!isOffered || (!data && !error)) return null
  return <Offer key={data ? 'found' : 'alone'} conversation={conversation} found={data ?? NOTHING} />
}

const NOTHING: SenderProposal = { name: null, phone: null, address: null }

function Offer({ conversation, found }: { conversation: Conversation; found: SenderProposal }) {
  const { from } = conversation
  const form = useForm(
    { display_name: found.name?.value ?? from.name, phone: found.phone?.value ?? '' },
    ['display_name', 'phone'],
    { name: 'New contact', path: `/inbox/${conversation.id}`, id: conversation.id },
  )
  const editing = useSignal(form.isContinued)
  const { display_name, phone } = form.values
  const add = async (event?: Event) => {
    event?.preventDefault()
    const missing = { display_name: !display_name.trim() && 'Enter a name' }
    if (missing.display_name) editing.value = true
    if (!(await form.send(missing, () => createSender(conversation, { display_name, phone: phone || null })))) {
      editing.value = true
      return
    }
    showToast({ text: `${display_name} is in your contacts` })
  }
  const isFound = Boolean(found.name ?? found.phone ?? found.address)
  return (
    <form class={`unknown${isFound ? ' found' : ''}`} aria-label="Unknown sender" noValidate onSubmit={add}>
      <div class="inline wrap">
        <Icon of={UserPlus} size="large" />
        <span class="stack none grow">
          <span class="strong break">{display_name || from.address || 'Unknown sender'}</span>
          <span class="small muted break">{factsOf(phone, found)}</span>
        </span>
        <span class="inline">
          {!editing.value && (
            <Button look="quiet" onClick={() => (editing.value = true)}>
              Edit
            </Button>
          )}
          <Button type="submit" busy={form.busy}>
            Add contact
          </Button>
        </span>
      </div>
      {editing.value && (
        <div class="two-columns">
          <TextField label="Name" {...form.text('display_name')} maxLength={200} autoFocus />
          <TextField label="Phone" type="tel" inputmode="tel" {...form.text('phone')} maxLength={40} />
        </div>
      )}
      <FormProblem error={form.problem} />
    </form>
  )
}

/** What is known of him, and where the words were found. */
function factsOf(phone: string, { name, phone: found, address }: SenderProposal): string {
  const facts = [phone, address?.value].filter(Boolean).join(', ')
  const quoted = [name, found, address].find((each) => each && each.line !== each.value)
  const where = quoted ? `found in “${quoted.line}”` : name || found ? 'found in the message' : 'Not in your contacts'
  return [facts, where].filter(Boolean).join(' · ')
}
