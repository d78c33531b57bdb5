import { useQuery } from '@tanstack/preact-query'
import type { Contact, ContactErasure } from '../../../core/contract/contacts.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { TextField } from '../../components/text-field.tsx'
import { eraseContact, keptText, openHref, openLabel } from '../../models/contact-erasure.ts'
import { contacts } from '../../models/contacts.ts'
import { useForm } from '../../models/form.ts'

const LISTED = 20

/** A person is erased for good: what is in the way, what goes, what stays and why; by the name, because nothing brings it back. */
export default function EraseDialog({ contact, close }: { contact: Contact; close: () => void }) {
  const asked = useQuery(contacts.part(contact.id, 'erasure'))
  const form = useForm({ confirm: '' })
  const isSame = form.values.confirm.trim().toLowerCase() === contact.display_name.trim().toLowerCase()
  const isOpen = (asked.data?.open.length ?? 0) > 0
  const submit = () =>
    form.send({ confirm: !isOpen && !isSame && `Type the name as it stands: ${contact.display_name}` }, async () => {
      if (!isOpen) await eraseContact(contact, form.values.confirm)
      close()
    })
  return (
    <FormDialog
      title={`Erase ${contact.display_name}`}
      form={form}
      submit={submit}
      close={close}
      verb={isOpen ? 'Understood' : 'Erase for good'}
      doing="Erasing…"
    >
      {asked.error && <Problem error={asked.error} what="what is open" retry={() => void asked.refetch()} />}
      {!asked.data && !asked.error && <SkeletonRows count={3} />}
      {asked.data && isOpen && <Open open={asked.data.open} />}
      {asked.data && !isOpen && (
        <>
          <Goes kept={asked.data.kept} />
          <TextField label={`Type “${contact.display_name}” to confirm`} {...form.text('confirm')} autocomplete="off" />
        </>
      )}
    </FormDialog>
  )
}

const Open = ({ open }: Pick<ContactErasure, 'open'>) => (
  <>
    <p>Something still needs this person. Settle it first, then erase:</p>
    <ul>
      {open.slice(0, LISTED).map((each) => (
        <li key={`${each.kind}${each.id}`}>
          {openHref(each) ? <a href={openHref(each)}>{openLabel(each)}</a> : openLabel(each)}
        </li>
      ))}
      {open.length > LISTED && <li>and more</li>}
    </ul>
  </>
)

const Goes = ({ kept }: Pick<ContactErasure, 'kept'>) => (
  <>
    <p>
      <strong>This cannot be undone.</strong> Name, addresses, numbers, notes, conversations, files, drafts, links and
      whatever else is known of this person are deleted.
    </p>
    <p>
      {keptText(kept)
        ? `Stays as it was printed, because the law wants business documents kept for years: ${keptText(kept)}, with their payments and the history of who did what.`
        : 'There are no documents that the law wants kept; the history of who did what stays, without what it said of the person.'}
    </p>
    <p class="small muted">Archives exported before still hold it until they expire after seven days.</p>
  </>
)
