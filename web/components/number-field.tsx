import { fractionDigits, padDecimal, readDecimal } from '../models/decimal.ts'
import { TextField, type TextFieldProps } from './text-field.tsx'

/** A decimal typed as a person writes it; tidied when left: `85` becomes `85.00` where there are two decimals. */
export function NumberField({
  decimals = 0,
  ...props
}: Omit<TextFieldProps, 'type' | 'inputmode' | 'alignRight'> & { decimals?: number }) {
  const tidy = () => {
    const read = readDecimal(props.value)
    if (read !== null) {
      const padded = fractionDigits(read) > decimals ? read : padDecimal(read, decimals)
      if (padded !== props.value) props.onInput(padded)
    }
    props.onBlur?.()
  }
  return <TextField {...props} inputmode="decimal" alignRight onBlur={tidy} />
}
