import type { ComponentChildren } from 'preact'
import { fullNumber } from '../models/format.ts'
import { readNumber, readShare, type TypedShare } from '../models/typed-number.ts'
import { TextField, type TextFieldProps } from './text-field.tsx'

interface NumberFieldProps extends Omit<TextFieldProps, 'type' | 'inputmode' | 'alignRight'> {
  /** The number in full, with what it is a number of. */
  full?: (read: TypedShare) => string
  /** Whether a percentage is asked for, or an amount may be one. */
  percent?: 'always' | 'maybe'
  /** Digits and a decimal sign are all that can be needed: a phone shows no others. */
  keypad?: boolean
}

/** A number typed as a person writes it, and kept so; what others could read differently is said in full beside it. */
export function NumberField({ full, percent, keypad = false, ...props }: NumberFieldProps) {
  const read = percent === 'maybe' ? readShare(props.value) : readNumber(props.value, { percent: percent === 'always' })
  const inFull = read?.isUnclear ? (full?.(read) ?? fullNumber(read.value)) : null
  return (
    <TextField {...props} {...(keypad ? { inputmode: 'decimal' } : {})} alignRight hint={hintOf(inFull, props.hint)} />
  )
}

const hintOf = (inFull: string | null, hint: ComponentChildren) =>
  inFull === null ? (
    hint
  ) : (
    <>
      <span class="read-as" aria-live="polite">
        Read as <strong>{inFull}</strong>
      </span>
      {hint && <br />}
      {hint}
    </>
  )
