import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { FormProblem } from '../../components/form-problem.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { useForm } from '../../models/form.ts'
import { profileQuery, saveProfile } from '../../models/profile.ts'
import { ProfileChanges } from '../settings/profile-changes.tsx'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

export function ProfileStep({ state }: { state: Welcome }) {
  const asked = useQuery(profileQuery)
  const chosen = useSignal(state.step.data.profile_id)
  const form = useForm({})
  if (asked.error && !asked.data)
    return <Problem error={asked.error} what="the kinds of business" retry={() => void asked.refetch()} />
  if (!asked.data) return <SkeletonRows count={2} />
  const { profile_id: now, choices } = asked.data
  const profile_id = chosen.value ?? now
  const submit = (event: Event) => {
    event.preventDefault()
    // Chosen is chosen, also when it is the one that was there before.
    void form.send({}, async () => {
      await saveProfile({ profile_id })
      await state.complete()
    })
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <fieldset class="stack">
        <legend class="visually-hidden">Kind of business</legend>
        {choices.map((choice) => (
          <label key={choice.profile_id} class={`card choice${choice.profile_id === profile_id ? ' on' : ''}`}>
            <input
              type="radio"
              name="profile_id"
              checked={choice.profile_id === profile_id}
              onChange={() => (chosen.value = choice.profile_id)}
            />
            <span>
              <span class="strong">{choice.name}</span>
              <span class="muted small choice-words">{choice.description}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {profile_id !== now && <ProfileChanges change={{ profile_id }} />}
      <FormProblem error={form.problem} />
      <StepButtons state={state} busy={form.busy} typed={{ profile_id: chosen.value ?? '' }} />
    </form>
  )
}
