import { useQuery } from '@tanstack/preact-query'
import { UserX } from 'lucide-preact'
import type { Contact } from '../../../core/contract/contacts.ts'
import { Icon } from '../../components/icon.tsx'
import { contacts } from '../../models/contacts.ts'
import { shortDayOf } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'

const LOOK_AGAIN_MS = 3_000

/** In place of what was known of a person who was erased. */
export default function Erased({ contact }: { contact: Contact }) {
  const asked = useQuery({
    ...contacts.part(contact.id, 'erasure'),
    enabled: may('contacts.erasure'),
    refetchInterval: ({ state }) => (state.data?.status === 'RUNNING' ? LOOK_AGAIN_MS : false),
  })
  const erasure = asked.data
  return (
    <div class="banner contact-notice">
      <p class="inline wrap" role="status">
        <Icon of={UserX} />
        <span class="grow break">
          This person was erased{erasure?.asked_at ? ` (${shortDayOf(erasure.asked_at)})` : ''}. Documents that the law
          wants kept stay as they were printed; nothing can be written to or changed.
          {erasure?.status === 'RUNNING' && ` Still deleting the rest: ${Math.round(erasure.progress)}%.`}
        </span>
      </p>
    </div>
  )
}
