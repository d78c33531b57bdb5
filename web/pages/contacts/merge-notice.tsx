import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Merge } from 'lucide-preact'
import type { Contact } from '../../../core/contract/contacts.ts'
import { Button, LinkButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { unmerge } from '../../models/contact-merge.ts'
import { contacts } from '../../models/contacts.ts'
import { shortDayOf } from '../../models/format.ts'

/** What was merged into it and can be taken back, else who seems to be the same. */
export function MergeNotice({ contact }: { contact: Contact }) {
  const canUndo = contact.last_merge && contact.allowed_actions.includes('unmerge')
  const canMerge = !canUndo && contact.allowed_actions.includes('merge')
  if (canUndo) return <Merged contact={contact} merge={contact.last_merge!} />
  return canMerge ? <MaybeSame contact={contact} /> : null
}

function Merged({ contact, merge }: { contact: Contact; merge: NonNullable<Contact['last_merge']> }) {
  const busy = useSignal(false)
  const back = async () => {
    busy.value = true
    await unmerge(contact)
    busy.value = false
  }
  return (
    <div class="banner contact-notice">
      <p class="inline wrap">
        <Icon of={Merge} />
        <span class="grow break">
          {merge.display_name} was merged into this contact on {shortDayOf(merge.merged_at)}, and can be taken back
          until {shortDayOf(merge.undoable_until)}
        </span>
        <Button busy={busy.value} onClick={() => void back()}>
          Take it back
        </Button>
      </p>
    </div>
  )
}

const LOOKED_AT = 5

/** Another contact with its mail address or phone number: two people may share one, so it only asks. */
function MaybeSame({ contact }: { contact: Contact }) {
  const { id, email, phone } = contact
  const byEmail = useQuery({ ...contacts.rows({ q: email ?? '', limit: LOOKED_AT }), enabled: !!email })
  const byPhone = useQuery({ ...contacts.rows({ q: phone ?? '', limit: LOOKED_AT }), enabled: !!phone })
  const sameEmail = byEmail.data?.find((other) => other.id !== id && other.email === email)
  const other = sameEmail ?? byPhone.data?.find((each) => each.id !== id && each.phone === phone)
  if (!other) return null
  return (
    <div class="banner contact-notice">
      <p class="inline wrap">
        <Icon of={Merge} />
        <span class="grow break">
          <a href={`/contacts/${other.id}`}>{other.display_name}</a> has the same{' '}
          {sameEmail ? 'email address' : 'phone number'}.
        </span>
        <LinkButton href={`/contacts/${id}?merge=${other.id}`}>Merge…</LinkButton>
      </p>
    </div>
  )
}
