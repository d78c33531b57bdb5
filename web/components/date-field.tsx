import { Calendar } from 'lucide-preact'
import { mediumDay } from '../models/format.ts'
import { Field, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'

/** The browser's own date control; while it is not being edited it reads `Nov 20, 2026`. */
export function DateField(
  props: FieldProps & { id?: string; value: string; onChange: (day: string) => void; min?: string },
) {
  return (
    <Field {...props}>
      {(wiring) => (
        <div class={`box date${props.error ? ' invalid' : ''}`}>
          <Icon of={Calendar} />
          <input
            {...wiring}
            type="date"
            value={props.value}
            min={props.min}
            onInput={(event) => props.onChange(event.currentTarget.value)}
          />
          <span class="shown" aria-hidden="true">
            {/^\d{4}-\d\d-\d\d$/.test(props.value) ? mediumDay(props.value) : 'No date'}
          </span>
        </div>
      )}
    </Field>
  )
}
