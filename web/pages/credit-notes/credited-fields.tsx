import type { Invoice } from '../../../core/contract/invoices.ts'
import { FieldError } from '../../components/field.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import type { Credited } from '../../models/credit-note-draft.ts'
import { money, quantity } from '../../models/format.ts'

const WHAT = [
  { value: 'rest', label: 'All that is left' },
  { value: 'lines', label: 'Some of its lines' },
  { value: 'amount', label: 'An amount' },
] as const

interface FieldsProps {
  invoice: Invoice
  typed: Credited
  set: (changes: Partial<Credited>) => void
  errors: Record<string, string>
  /** Nothing is drafted yet, so that all that is left can be asked for in a word. */
  isNew?: boolean
}

/** What of an invoice is credited: so many of its lines, or an amount. */
export function CreditedFields({ invoice, typed, set, errors, isNew = false }: FieldsProps) {
  const { what, amount, lines } = typed
  return (
    <>
      <SelectField
        label="What is credited"
        choices={WHAT.filter(({ value }) => isNew || value !== 'rest')}
        value={what}
        onChange={(next) => set({ what: next as Credited['what'] })}
      />
      {what === 'amount' && (
        <NumberField
          label="Amount, with its tax"
          keypad
          full={({ value }) => money(value, invoice.currency)}
          value={amount}
          onInput={(next) => set({ amount: next })}
          error={errors.amount}
          hint={`Of ${money(invoice.total, invoice.currency)}`}
        />
      )}
      {what === 'lines' &&
        invoice.line_items
          .filter(({ deduction }) => deduction === null)
          .map((line) => (
            <NumberField
              key={line.id}
              label={`${line.name}, of ${quantity(line.qty, line.unit)}`}
              keypad
              value={lines[line.id] ?? ''}
              onInput={(qty) => set({ lines: { ...lines, [line.id]: qty } })}
              error={errors[`lines.${line.id}`]}
            />
          ))}
      {what === 'lines' && errors.lines && <FieldError>{errors.lines}</FieldError>}
    </>
  )
}
