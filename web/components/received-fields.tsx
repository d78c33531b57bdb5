import { isAskable } from '../models/business-day.ts'
import { today } from '../models/format.ts'
import { WAYS, type Way } from '../models/payments.ts'
import { DateField } from './date-field.tsx'
import { SelectField } from './select-field.tsx'
import { TextField, type TextFieldProps } from './text-field.tsx'

export interface Received {
  provider: Way
  paid_at: string
  note: string
}

interface ReceivedFieldsProps {
  values: Received
  errors: Readonly<Record<string, string | undefined>>
  set: (change: Partial<Received>) => void
  note: Pick<TextFieldProps, 'value' | 'onInput'>
}

/** How and when money came that a person records. */
export const ReceivedFields = ({ values, errors, set, note }: ReceivedFieldsProps) => (
  <>
    <SelectField
      label="How"
      choices={WAYS}
      value={values.provider}
      onChange={(way) => set({ provider: way as Way })}
      error={errors.provider}
    />
    <DateField label="When" value={values.paid_at} onChange={(paid_at) => set({ paid_at })} error={errors.paid_at} />
    <TextField label="Note" {...note} />
  </>
)

export function paidDayProblem(day: string): string | false {
  if (!isAskable(day)) return 'Choose a date'
  return day > today() && 'This day has not come yet'
}
