import { useQuery } from '@tanstack/preact-query'
import { Button } from '../../components/button.tsx'
import { Check } from '../../components/check.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { SaveBar } from '../../components/save-bar.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { TextField } from '../../components/text-field.tsx'
import { type Form, useForm } from '../../models/form.ts'
import { type Profile, profileQuery, saveProfile, takeBackChanges } from '../../models/profile.ts'
import { tell } from '../../models/tell.ts'
import { showToast } from '../../models/toasts.ts'
import { ProfileChanges } from './profile-changes.tsx'
import { changeOf, LABELS, MODULES, RULES, startOf, type Values } from './profile-form.ts'

const PLACE = { name: 'Profile', path: '/settings/profile' }

export default function ProfileSettings() {
  const asked = useQuery(profileQuery)
  if (asked.error && !asked.data)
    return <Problem error={asked.error} what="the profile" retry={() => void asked.refetch()} />
  if (!asked.data) return <SkeletonRows />
  return <ProfileForm profile={asked.data} />
}

function ProfileForm({ profile }: { profile: Profile }) {
  const start = startOf(profile)
  const form = useForm(start, Object.keys(start), PLACE)
  const canEdit = profile.allowed_actions.includes('update_overrides')
  const change = changeOf(form.typed, profile)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!(await form.send({}, () => saveProfile(change)))) return
    form.reset()
    showToast({ text: 'Saved' })
  }
  const parts = { form, canEdit }
  return (
    <form class="stack settings-form" noValidate onSubmit={submit}>
      <Choice {...parts} profile={profile} />
      <Modules {...parts} />
      <Words {...parts} />
      {Object.keys(form.typed).length > 0 && <ProfileChanges change={change} />}
      <FormProblem error={form.problem} />
      {canEdit && <SaveBar form={form} />}
      {canEdit && <OwnChanges profile={profile} />}
    </form>
  )
}

interface PartProps {
  form: Form<Values>
  canEdit: boolean
}

function Choice({ form, canEdit, profile }: PartProps & { profile: Profile }) {
  const chosen = profile.choices.find(({ profile_id }) => profile_id === form.values.profile_id)
  return (
    <SettingsCard title="Profile" lead="What the business is: its words, its modules and what it asks for.">
      <SelectField
        label="Kind of business"
        value={form.values.profile_id}
        choices={profile.choices.map(({ profile_id, name }) => ({ value: profile_id, label: name }))}
        disabled={!canEdit}
        onChange={(profile_id) => form.set({ profile_id })}
      />
      {chosen && <p class="muted small">{chosen.description}</p>}
    </SettingsCard>
  )
}

const Modules = ({ form, canEdit }: PartProps) => (
  <SettingsCard
    title="Modules"
    lead="What is switched off is hidden and refused; its data stays, and links that were sent go on."
  >
    {[...MODULES, ...RULES].map(({ name, label }) => (
      <Check
        key={name}
        label={label}
        isSwitch
        checked={form.values[name]}
        disabled={!canEdit}
        onChange={(on) => form.set({ [name]: on })}
      />
    ))}
  </SettingsCard>
)

const Words = ({ form, canEdit }: PartProps) => (
  <SettingsCard title="Words" lead="How the app calls what you do, and for whom.">
    <div class="two-columns">
      {LABELS.map(({ name, label }) => (
        <TextField
          key={name}
          label={label}
          {...form.text(name)}
          error={form.errors[name] ?? form.errors[`labels.${name}`]}
          maxLength={40}
          disabled={!canEdit}
        />
      ))}
    </div>
  </SettingsCard>
)

/** The way back to the profile as it comes. */
function OwnChanges({ profile }: { profile: Profile }) {
  if (Object.keys(profile.overrides).length === 0) return null
  const back = () => tell(takeBackChanges(profile), 'The profile is as it comes again', 'Not done. ')
  return (
    <SettingsCard
      title="Your own changes"
      lead="This business has changed something of its profile. Taken back, the profile’s own words and switches count again."
      action={<Button onClick={back}>Take them back</Button>}
    />
  )
}
