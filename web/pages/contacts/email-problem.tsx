import { useSignal } from '@preact/signals'
import { TriangleAlert } from 'lucide-preact'
import type { Contact } from '../../../core/contract/contacts.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { contacts } from '../../models/contacts.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'

const WORDS = {
  BOUNCED: 'Mail to this address comes back',
  COMPLAINED: 'Mail from here was called spam at this address',
}

/** Why nothing more is mailed to a contact, and what ends that. */
export function EmailProblem({ contact }: { contact: Contact }) {
  const busy = useSignal(false)
  const { email, email_problem, email_problem_reason } = contact
  if (!email_problem) return null
  const works = async () => {
    busy.value = true
    try {
      await contacts.update(contact, { email_problem: null })
    } catch (error) {
      showToast({ text: `Not saved. ${sentence(error)}`, kind: 'failed' })
    }
    busy.value = false
  }
  return (
    <div class="banner late contact-notice">
      <p class="inline strong break">
        <Icon of={TriangleAlert} /> {WORDS[email_problem]}
      </p>
      <p class="inline wrap">
        <span class="grow break">
          Nothing more is mailed to {email}. {email_problem_reason}
        </span>
        {contact.allowed_actions.includes('update') && (
          <Button busy={busy.value} onClick={() => void works()}>
            It works again
          </Button>
        )}
      </p>
    </div>
  )
}
