import type { Profile } from '../../core/domain/profiles/profile.ts'
import { requiredOf, wordsOf } from '../../core/domain/profiles/validate.ts'
import { TextField } from './text-field.tsx'

type Labels = Readonly<Record<string, string>>

/** The fields that a profile adds to work: those that are needed, or all. */
export function ExtraFields({
  profile,
  type,
  values,
  errors,
  set,
  all,
}: {
  profile: Profile
  type: string
  values: Labels
  errors: Readonly<Record<string, string>>
  set: (values: Labels) => void
  all: boolean
}) {
  const needed = requiredOf('work_item', { type, source: 'MANUAL' }, profile)
  const isNeeded = (name: string) => needed.includes(`labels_json.${name}`)
  const names = Object.keys(profile.extensions.work_item_fields).filter((name) => all || isNeeded(name))
  return (
    <>
      {names.map((name) => (
        <TextField
          key={name}
          label={wordsOf(name)}
          value={values[name] ?? ''}
          onInput={(value) => set({ ...values, [name]: value })}
          error={errors[`labels_json.${name}`]}
          maxLength={500}
          hint={isNeeded(name) ? 'Required' : undefined}
          required={isNeeded(name)}
        />
      ))}
    </>
  )
}
