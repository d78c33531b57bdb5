import { Eye, EyeOff, type LucideIcon } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { useAutoFocus } from './auto-focus.ts'
import { Field, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'

export interface TextFieldProps extends FieldProps {
  id?: string
  value: string
  onInput: (value: string) => void
  onBlur?: () => void
  onEnter?: (event: KeyboardEvent) => void
  onKeyDown?: (event: KeyboardEvent) => void
  type?: 'text' | 'time' | 'email' | 'password' | 'tel' | 'url' | 'search'
  name?: string
  autocomplete?: string
  inputmode?: 'decimal' | 'numeric' | 'email' | 'tel' | 'url' | 'search'
  placeholder?: string
  required?: boolean
  maxLength?: number
  icon?: LucideIcon
  alignRight?: boolean
  disabled?: boolean
  autoFocus?: boolean
}

export function TextField(props: TextFieldProps) {
  const [shown, setShown] = useState(false)
  const field = useAutoFocus<HTMLInputElement>(props.autoFocus)
  const password = props.type === 'password'
  return (
    <Field {...props}>
      {(wiring) => (
        <div class={`box${props.error ? ' invalid' : ''}${props.alignRight ? ' number' : ''}`}>
          {props.icon && <Icon of={props.icon} />}
          <input
            {...wiring}
            ref={field}
            type={(password && shown ? 'text' : (props.type ?? 'text')) as 'text'}
            list={undefined}
            name={props.name}
            value={props.value}
            autocomplete={props.autocomplete ?? 'off'}
            inputmode={props.inputmode}
            placeholder={props.placeholder}
            required={props.required}
            maxLength={props.maxLength}
            disabled={props.disabled}
            autofocus={props.autoFocus}
            onInput={(event) => props.onInput(event.currentTarget.value)}
            onBlur={props.onBlur}
            onKeyDown={(event) => {
              if (event.key === 'Enter') props.onEnter?.(event)
              props.onKeyDown?.(event)
            }}
          />
          {password && <Reveal shown={shown} toggle={() => setShown(!shown)} />}
        </div>
      )}
    </Field>
  )
}

const Reveal = ({ shown, toggle }: { shown: boolean; toggle: () => void }) => (
  <button type="button" class="reveal" aria-label={shown ? 'Hide password' : 'Show password'} onClick={toggle}>
    <Icon of={shown ? EyeOff : Eye} />
  </button>
)

export function TextArea(
  props: FieldProps & {
    id?: string
    value: string
    onInput: (value: string) => void
    onBlur?: () => void
    maxLength?: number
    placeholder?: string
    disabled?: boolean
  },
) {
  return (
    <Field {...props}>
      {(wiring) => (
        <div class={`box area${props.error ? ' invalid' : ''}`}>
          <textarea
            {...wiring}
            value={props.value}
            rows={2}
            disabled={props.disabled}
            maxLength={props.maxLength}
            placeholder={props.placeholder}
            onInput={(event) => props.onInput(event.currentTarget.value)}
            onBlur={props.onBlur}
          />
        </div>
      )}
    </Field>
  )
}
