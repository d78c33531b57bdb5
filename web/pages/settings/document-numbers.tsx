import { documentNumber } from '../../../core/domain/documents/numbers.ts'
import { NumberField } from '../../components/number-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { today } from '../../models/format.ts'
import { type PartProps, wholeNumber, wired } from './business-form.ts'

/** How a kind of document is numbered; who comes from elsewhere goes on with his own numbers. */
export function DocumentNumbers({ word, ...props }: PartProps & { word: 'invoice' | 'quote' | 'credit_note' }) {
  const { values, set, errors, canEdit } = props
  const [prefix, digitsName, nextName] = [`${word}_prefix`, `${word}_digits`, `${word}_next_number`] as const
  const [digits, next] = [wholeNumber(values[digitsName]), wholeNumber(values[nextName])]
  const isShown = digits !== null && digits <= 10 && next !== null
  return (
    <>
      <div class="two-columns">
        <TextField label="Number starts with" hint="{YYYY} is the year" {...wired(props)(prefix)} />
        <NumberField
          label="Digits"
          value={values[digitsName]}
          keypad
          disabled={!canEdit}
          onInput={(typed) => set({ [digitsName]: typed })}
          error={errors[digitsName]}
        />
        <NumberField
          label="Next number"
          value={values[nextName]}
          keypad
          disabled={!canEdit}
          onInput={(typed) => set({ [nextName]: typed })}
          error={errors[nextName]}
        />
      </div>
      {isShown && (
        <p class="field-hint">
          The next {word.replace('_', ' ')} will be {documentNumber(values[prefix], digits, next, today())}. Numbers
          follow each other without a gap; one that was given out never comes again.
        </p>
      )}
    </>
  )
}
