import { useState } from 'preact/hooks'
import { beginWords, queryTerms } from '../../core/domain/kernel/text.ts'
import type { NamedChoice } from '../models/places-by-name.ts'
import { Combobox } from './combobox.tsx'
import type { FieldProps } from './field.tsx'
import { TextField } from './text-field.tsx'

const SHOWN_MAX = 50

/** One of many, found by typing a part of its name; what is not in the list is not taken. */
export function ChoiceField({
  value,
  choices,
  onChange,
  required = false,
  disabled = false,
  ...field
}: FieldProps & {
  value: string
  choices: readonly NamedChoice[]
  onChange: (value: string) => void
  required?: boolean
  disabled?: boolean
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const name = choices.find((choice) => choice.value === value)?.label ?? value
  if (disabled) return <TextField {...field} value={name} onInput={() => {}} disabled />
  const leave = () => {
    const exact = typed === null ? undefined : choices.find((choice) => isNamed(choice, typed))
    if (exact) onChange(exact.value)
    else if (typed?.trim() === '' && !required) onChange('')
    setTyped(null)
  }
  return (
    <Combobox
      {...field}
      text={typed ?? name}
      options={fitting(choices, typed)}
      onInput={setTyped}
      onChoose={(choice) => {
        setTyped(null)
        onChange(choice.value)
      }}
      onBlur={leave}
    />
  )
}

const isNamed = ({ label, value, also }: NamedChoice, typed: string) =>
  [label, value, also].some((name) => queryTerms(name).join(' ') === queryTerms(typed).join(' '))

function fitting(choices: readonly NamedChoice[], typed: string | null): NamedChoice[] {
  const terms = queryTerms(typed ?? '')
  const isFitting = ({ label, also }: NamedChoice) => beginWords(terms, `${label} ${also}`)
  const found = terms.length === 0 ? choices : choices.filter(isFitting)
  // What begins with it is meant before what has it somewhere.
  const begins = ({ label }: NamedChoice) => (beginWords(terms, queryTerms(label)[0] ?? '') ? 0 : 1)
  return [...found].sort((a, b) => begins(a) - begins(b)).slice(0, SHOWN_MAX)
}
