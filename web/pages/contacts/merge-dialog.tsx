import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { Contact } from '../../../core/contract/contacts.ts'
import '../../styles/merge.css'
import { ContactPicker } from '../../components/contact-picker.tsx'
import { FormDrawer } from '../../components/form-dialog.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { type Choice, choicesOf, type MergeField, merge, movedText } from '../../models/contact-merge.ts'
import { contacts } from '../../models/contacts.ts'
import { useForm } from '../../models/form.ts'
import { members } from '../../models/team.ts'

const WHO = 'Choose the contact that goes into this one'
const START = { other_id: '', take: [] as MergeField[] }

interface Props {
  contact: Contact
  /** Who goes into it, when that is known already. */
  otherId: string
  close: () => void
}

/** Another contact goes into this one: who, what of both is kept, and what moves. */
export default function MergeDialog({ contact, otherId, close }: Props) {
  const chosen = useSignal(otherId)
  const form = useForm({ ...START, other_id: chosen.value })
  const asked = useQuery({ ...contacts.one(chosen.value), enabled: chosen.value !== '' })
  const other = asked.data?.id === contact.id ? undefined : asked.data
  const submit = () =>
    form.send({ other_id: !other && WHO }, async () => {
      await merge(contact, other!, form.values.take)
      close()
    })
  return (
    <FormDrawer
      title={`Merge into ${contact.display_name}`}
      form={form}
      submit={submit}
      close={close}
      verb="Merge"
      doing="Merging…"
    >
      <ContactPicker
        label="The contact that goes into it"
        value={other ? { id: other.id, display_name: other.display_name } : null}
        onChange={(picked) => {
          chosen.value = picked?.id ?? ''
          form.set({ take: [] })
        }}
        canCreate={false}
        exceptId={contact.id}
        error={other && form.errors.other_id === WHO ? undefined : form.errors.other_id}
        autoFocus={otherId === ''}
      />
      {asked.error && !other && <Problem error={asked.error} what="that contact" retry={() => void asked.refetch()} />}
      {other && <Together contact={contact} other={other} take={form.values.take} set={(take) => form.set({ take })} />}
    </FormDrawer>
  )
}

interface TogetherProps {
  contact: Contact
  other: Contact
  take: MergeField[]
  set: (take: MergeField[]) => void
}

function Together({ contact, other, take, set }: TogetherProps) {
  const team = useQuery(members.rows({ limit: 100 })).data
  const nameOf = (field: MergeField, value: string) =>
    field === 'assigned_to' ? (team?.find(({ user_id }) => user_id === value)?.name ?? value) : value
  const choices = choicesOf(contact, other, nameOf)
  const choose = (field: MergeField, theirs: boolean) =>
    set(theirs ? [...take, field] : take.filter((each) => each !== field))
  return (
    <>
      <Moves other={other} />
      {choices.length > 0 && <p>Where they differ, choose what stays:</p>}
      {choices.map((choice) => (
        <Pair key={choice.field} choice={choice} theirs={take.includes(choice.field)} choose={choose} />
      ))}
      <p class="small muted">
        What is empty is filled from the other, and tags and notes of both stay. Mail and texts from an address or
        number that you do not choose still come to this contact. Documents that went out stay as they were printed. You
        can take the merge back for 30 days.
      </p>
    </>
  )
}

/** How much of the other comes along. */
function Moves({ other }: { other: Contact }) {
  const usage = useQuery(
    contacts.part(other.id, 'usage', ['invoice', 'quote', 'work_item', 'conversation', 'expense', 'file']),
  )
  if (usage.error) return <Problem error={usage.error} what="what moves" retry={() => void usage.refetch()} />
  if (!usage.data) return <SkeletonRows count={1} />
  const moved = movedText(usage.data)
  return (
    <p>
      {moved
        ? `Moves here from ${other.display_name}: ${moved}.`
        : `Nothing belongs to ${other.display_name} yet that would move.`}
    </p>
  )
}

interface PairProps {
  choice: Choice
  theirs: boolean
  choose: (field: MergeField, theirs: boolean) => void
}

const Pair = ({ choice: { field, name, here, there }, theirs, choose }: PairProps) => (
  <fieldset class="merge-pair">
    <legend class="small strong">{name}</legend>
    {[
      { value: here, isTheirs: false },
      { value: there, isTheirs: true },
    ].map(({ value, isTheirs }) => (
      <label key={String(isTheirs)} class={`merge-side${theirs === isTheirs ? ' on' : ''}`}>
        <input type="radio" name={field} checked={theirs === isTheirs} onChange={() => choose(field, isTheirs)} />
        <span class="break">{value}</span>
      </label>
    ))}
  </fieldset>
)
