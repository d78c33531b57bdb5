import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { Consent, Contact } from '../../../core/contract/contacts.ts'
import { Button } from '../../components/button.tsx'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { contacts } from '../../models/contacts.ts'

type Channel = Consent['channel']
const ConsentDialog = lazyWindow(
  () => import('./consent-dialog.tsx'),
  'Consent',
  ({ close }: { contact: Contact; channel: Channel; close: () => void }) => close(),
)

const CHANNELS = [
  { channel: 'EMAIL', name: 'Email', field: 'email_consent' },
  { channel: 'SMS', name: 'Text messages', field: 'sms_consent' },
] as const
const WORDS = { GRANTED: 'Agreed', WITHDRAWN: 'Does not want any' }

/** Whether it wants to be written to unasked, by channel, and who said so. */
export function ConsentCard({ contact }: { contact: Contact }) {
  const asking = useSignal<Channel | null>(null)
  const isOpen = useSignal(false)
  const canChange = contact.allowed_actions.includes('record_consent')
  return (
    <section class="card padded" aria-labelledby="consent">
      <h2 class="section-title" id="consent">
        News and offers
      </h2>
      {CHANNELS.map(({ channel, name, field }) => (
        <div class="inline wrap" key={channel}>
          <span class="grow">
            {name}: <span class="strong">{contact[field] ? WORDS[contact[field]] : 'Nobody said yet'}</span>
          </span>
          {canChange && (
            <Button
              look="accent"
              label={`Change consent to ${name.toLowerCase()}`}
              onClick={() => (asking.value = channel)}
            >
              Change
            </Button>
          )}
        </div>
      ))}
      <p class="small muted">
        This is written down for later: nothing of that kind is sent from here yet. Invoices, quotes and answers are
        sent all the same. After a text of STOP no text goes to that number until they text START.
      </p>
      <Button look="quiet" expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        {isOpen.value ? 'Hide the history' : 'Show the history'}
      </Button>
      {isOpen.value && <Ledger id={contact.id} />}
      {asking.value && <ConsentDialog contact={contact} channel={asking.value} close={() => (asking.value = null)} />}
    </section>
  )
}

function Ledger({ id }: { id: string }) {
  const asked = useQuery(contacts.part(id, 'consents'))
  if (asked.error) return <Problem error={asked.error} what="the history" retry={() => void asked.refetch()} />
  if (!asked.data) return <SkeletonRows count={2} />
  if (asked.data.length === 0) return <p class="muted">Nothing yet.</p>
  return (
    <Timeline
      label="Newest first"
      entries={asked.data.map((fact) => ({ key: fact.id, text: factText(fact), at: fact.created_at }))}
    />
  )
}

const SOURCES: Record<Consent['source'], (fact: Consent) => string> = {
  MEMBER: ({ actor, note }) => `written down by ${actor}: ${note}`,
  TEXT: ({ state }) => (state === 'WITHDRAWN' ? 'by a text of STOP' : 'by a text of START'),
  COMPLAINT: () => 'by calling a mail spam',
  MERGE: () => 'while it was one with another contact',
}

const factText = (fact: Consent) => {
  const channel = fact.channel === 'EMAIL' ? 'Email' : 'Texts'
  return `${channel} ${fact.state === 'GRANTED' ? 'agreed to' : 'withdrawn'} ${SOURCES[fact.source](fact)}`
}
