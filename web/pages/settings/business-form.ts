import type { Business } from '../../../core/contract/business.ts'
import { readDecimal } from '../../models/typed-number.ts'

export const FIELDS = [
  'name',
  'address_line1',
  'address_line2',
  'city',
  'region',
  'postal_code',
  'country',
  'email',
  'phone',
  'website',
  'tax_id',
  'registration_number',
  'e_invoices',
  'invoice_prefix',
  'invoice_digits',
  'invoice_next_number',
  'invoice_notes',
  'invoice_terms',
  'quote_prefix',
  'quote_digits',
  'quote_next_number',
  'quote_valid_days',
  'quote_notes',
  'quote_terms',
  'credit_note_prefix',
  'credit_note_digits',
  'credit_note_next_number',
  'timezone',
  'currency',
  'net_days',
  'logo',
  'brand_color',
] as const
/** Whole numbers, with what to say when one is none. */
export const WHOLE = {
  net_days: 'Use a whole number of days, such as 14',
  invoice_digits: 'Use a whole number from 1 to 10',
  invoice_next_number: 'Use a whole number, such as 1043',
  quote_digits: 'Use a whole number from 1 to 10',
  quote_next_number: 'Use a whole number, such as 1043',
  quote_valid_days: 'Use a whole number of days, such as 30',
  credit_note_digits: 'Use a whole number from 1 to 10',
  credit_note_next_number: 'Use a whole number, such as 1043',
} as const
export type WholeName = keyof typeof WHOLE
export const PLACE = { name: 'Business', path: '/settings/business' }
type TextName = Exclude<(typeof FIELDS)[number], WholeName | 'logo' | 'brand_color' | 'e_invoices'>
const REQUIRED = new Set<string>([
  'name',
  'timezone',
  'currency',
  'invoice_prefix',
  'quote_prefix',
  'credit_note_prefix',
])

/** As typed, so that a number half written is not another one. */
export type Values = Omit<Business, WholeName> & Record<WholeName, string>

export const wholeNumber = (typed: string): number | null => {
  const read = readDecimal(typed)
  return read !== null && /^\d{1,9}(\.0*)?$/.test(read) ? Number.parseInt(read, 10) : null
}

/** The whole numbers that were typed, and what to say of those that are none. */
export function readNumbers(typed: Partial<Values>) {
  const numbers: Partial<Record<WholeName, number>> = {}
  const missing: Partial<Record<WholeName, string>> = {}
  for (const name of Object.keys(WHOLE) as WholeName[]) {
    const text = typed[name]
    if (text === undefined) continue
    const read = wholeNumber(text)
    if (read === null) missing[name] = WHOLE[name]
    else numbers[name] = read
  }
  return { numbers: numbers as Record<WholeName, number>, missing }
}

export interface PartProps {
  values: Values
  errors: Record<string, string>
  canEdit: boolean
  set: (changes: Partial<Values>) => void
}

/** Value, change and error of a text of the business; an emptied one is none, where none is allowed. */
export function wired({ values, errors, canEdit, set }: PartProps) {
  return (name: TextName) => ({
    value: values[name] ?? '',
    error: errors[name],
    disabled: !canEdit,
    onInput: (value: string) => set({ [name]: value === '' && !REQUIRED.has(name) ? null : value }),
  })
}
