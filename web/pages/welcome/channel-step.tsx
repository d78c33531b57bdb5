import { useQuery } from '@tanstack/preact-query'
import { CircleCheck, Clock } from 'lucide-preact'
import { Icon } from '../../components/icon.tsx'
import { OwnAddress } from '../../components/own-address.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { mailboxesQuery } from '../../models/mailboxes.ts'
import { may } from '../../models/permissions.ts'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

/** Where mail is forwarded from; each program calls it something else. */
const WAYS = [
  {
    name: 'Gmail',
    how: 'Settings, Forwarding and POP/IMAP, Add a forwarding address. Gmail sends a code to it: the code arrives in your inbox here.',
  },
  {
    name: 'Outlook',
    how: 'Settings, Mail, Forwarding: switch it on and paste the address. Keep a copy of what is forwarded.',
  },
  {
    name: 'Another program',
    how: 'Look for Forwarding or Rules in its settings. Until then you can forward single mails by hand.',
  },
]

export function ChannelStep({ state }: { state: Welcome }) {
  const isThere = state.step.status === 'DONE'
  const submit = (event: Event) => {
    event.preventDefault()
    state.goOn()
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      {may('mailboxes.read') ? (
        <Addresses />
      ) : (
        <p>The inbox is switched off in this business: nothing is to be done here.</p>
      )}
      <p class={`inline ${isThere ? 'ok' : 'muted'}`} role="status">
        <Icon of={isThere ? CircleCheck : Clock} />
        {isThere ? 'A message has arrived.' : 'Nothing has arrived yet. This changes by itself when it does.'}
      </p>
      <StepButtons state={state} label={isThere ? 'Continue' : null} />
    </form>
  )
}

function Addresses() {
  const asked = useQuery(mailboxesQuery)
  if (asked.error && !asked.data)
    return <Problem error={asked.error} what="your address" retry={() => void asked.refetch()} />
  if (!asked.data) return <SkeletonRows count={1} />
  return (
    <>
      {asked.data.map(({ id, address }) => (
        <OwnAddress key={id} address={address} />
      ))}
      {WAYS.map(({ name, how }) => (
        <details key={name} class="way">
          <summary>{name}</summary>
          <p class="muted">{how}</p>
        </details>
      ))}
      {may('phone_numbers.create') && (
        <p class="small muted">
          Text messages, too? A number of your own is taken in <a href="/settings/mailbox">Settings, Mailbox</a>.
        </p>
      )}
    </>
  )
}
