import { ChevronDown, type LucideIcon } from 'lucide-preact'
import { Field, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'

export interface Choice {
  value: string
  label: string
}

export function SelectField(
  props: FieldProps & {
    id?: string
    value: string
    choices: readonly Choice[]
    onChange: (value: string) => void
    icon?: LucideIcon
    disabled?: boolean
  },
) {
  return (
    <Field {...props}>
      {(wiring) => (
        <div class={`box${props.error ? ' invalid' : ''}`}>
          {props.icon && <Icon of={props.icon} />}
          <Options {...props} wiring={wiring} />
          <Icon of={ChevronDown} />
        </div>
      )}
    </Field>
  )
}

/** A select that looks like a chip; shows `on` once it filters. */
export function ChipSelect(props: {
  label: string
  value: string
  choices: readonly Choice[]
  onChange: (value: string) => void
  on?: boolean
  onKeyDown?: (event: KeyboardEvent) => void
}) {
  return (
    <span class={`chip field-like${props.on ? ' on' : ''}`}>
      <Options {...props} wiring={{ 'aria-label': props.label }} />
      <Icon of={ChevronDown} />
    </span>
  )
}

function Options(props: {
  value: string
  choices: readonly Choice[]
  onChange: (value: string) => void
  wiring: object
  disabled?: boolean
  onKeyDown?: (event: KeyboardEvent) => void
}) {
  return (
    <select
      {...props.wiring}
      value={props.value}
      disabled={props.disabled}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onKeyDown={props.onKeyDown}
    >
      {props.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
