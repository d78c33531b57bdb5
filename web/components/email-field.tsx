import { useSameEmail } from '../models/same-email.ts'
import { TextField, type TextFieldProps } from './text-field.tsx'

/** The address of a new contact; says who has it already. */
export function EmailField(props: Pick<TextFieldProps, 'value' | 'onInput' | 'error'>) {
  const same = useSameEmail(props.value)
  return (
    <TextField
      label="Email"
      type="email"
      inputmode="email"
      {...props}
      hint={
        same && (
          <>
            <a href={`/contacts/${same.id}`}>{same.display_name}</a> has this address already.
          </>
        )
      }
    />
  )
}
