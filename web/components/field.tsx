import { CircleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'

export interface FieldProps {
  label: string
  error?: string | undefined
  hint?: ComponentChildren
  /** The label is read out, but the place already says it. */
  hideLabel?: boolean
}

export interface Wiring {
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

/** Label, control, then the error or the hint; the control gets the ids that tie them together. */
export function Field({
  label,
  error,
  hint,
  hideLabel,
  id: given,
  children,
}: FieldProps & {
  id?: string | undefined
  children: (wiring: Wiring) => ComponentChildren
}) {
  const own = useId()
  const id = given ?? own
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined
  return (
    <div class="field">
      <label class={hideLabel ? 'visually-hidden' : 'label'} for={id}>
        {label}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described })}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
    </div>
  )
}

export const FieldError = ({ id, children }: { id?: string; children: ComponentChildren }) => (
  <p class="field-error" id={id}>
    <Icon of={CircleAlert} />
    <span>{children}</span>
  </p>
)

const Hint = ({ id, children }: { id: string; children: ComponentChildren }) => (
  <p class="field-hint" id={id}>
    {children}
  </p>
)
