import { Plus, X } from 'lucide-preact'
import type { TaxRate } from '../../../core/contract/business.ts'
import { Button } from '../../components/button.tsx'
import { Check } from '../../components/check.tsx'
import { FieldError } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { type Form, useForm } from '../../models/form.ts'
import { editable, percent as percentOf } from '../../models/format.ts'
import { taxRates } from '../../models/tax-rates.ts'
import { showToast } from '../../models/toasts.ts'
import { readPercent } from '../../models/typed-number.ts'

interface TypedPart {
  name: string
  percent: string
  compound: boolean
}
interface Typed {
  name: string
  percent: string
  /** Empty: it is one tax. */
  parts: TypedPart[]
  is_default: boolean
  /** Empty: taxed if it is more than nothing. */
  vat_category: string
  exemption_reason: string
}

const NO_PART: TypedPart = { name: '', percent: '', compound: false }
const PARTS_MAX = 5

export function TaxRateDialog({ rate, isFirst, close }: { rate: TaxRate | null; isFirst: boolean; close: () => void }) {
  const form = useForm<Typed>(
    {
      name: rate?.name ?? '',
      percent: rate ? editable(rate.percent) : '',
      parts: (rate?.parts ?? []).map((part) => ({ ...part, percent: editable(part.percent) })),
      is_default: rate?.is_default ?? isFirst,
      vat_category: rate?.vat_category ?? '',
      exemption_reason: rate?.exemption_reason ?? '',
    },
    ['name', 'percent', 'parts', 'vat_category', 'exemption_reason'],
    { name: rate?.name ?? 'New tax', path: '/settings/taxes', id: rate?.id },
  )
  const { values } = form
  const submit = async () => {
    const input = inputOf(values)
    if (!(await form.send(missingOf(values), () => (rate ? taxRates.update(rate, input) : taxRates.create(input)))))
      return
    showToast({ text: `${input.name} saved` })
    close()
  }
  return (
    <FormDialog title={rate ? 'Edit tax' : 'Add tax'} crossed form={form} submit={submit} close={close} verb="Save">
      <TextField label="Name on the invoice" {...form.text('name')} maxLength={60} autoFocus />
      {values.parts.length > 0 ? <Parts form={form} /> : <OnePercent form={form} />}
      <Check label="Use on new lines" checked={values.is_default} onChange={(is_default) => form.set({ is_default })} />
      <VatFields form={form} />
      {rate && <p class="field-hint">Invoices that were sent keep the tax they were sent with.</p>}
    </FormDialog>
  )
}

const isMissing = ({ name, percent }: TypedPart) => !name.trim() || readPercent(percent) === null

const missingOf = ({ name, percent, parts }: Typed) => ({
  name: !name.trim() && 'Enter a name, such as HST',
  percent: parts.length === 0 && readPercent(percent) === null && 'Enter a number, such as 13',
  parts: parts.some(isMissing) && 'Give each part a name and a number, such as GST and 5',
})

const inputOf = ({ name, percent, parts, is_default, vat_category, exemption_reason }: Typed) => ({
  name: name.trim(),
  is_default,
  ...(parts.length > 0
    ? { parts: parts.map((part) => ({ ...part, name: part.name.trim(), percent: readPercent(part.percent) ?? '0' })) }
    : {
        percent: readPercent(percent) ?? '0',
        vat_category: (vat_category || null) as TaxRate['vat_category'],
        exemption_reason: exemption_reason.trim() || null,
      }),
})

const CATEGORIES = [
  { value: '', label: 'Taxed, or not said' },
  { value: 'Z', label: 'Zero rated' },
  { value: 'E', label: 'Exempt from tax' },
  { value: 'AE', label: 'Reverse charge: the customer owes it' },
  { value: 'K', label: 'Goods to another country of the EU' },
  { value: 'G', label: 'Export out of the EU' },
  { value: 'O', label: 'Not subject to VAT' },
]
const hasReason = (category: string) => ['E', 'AE', 'K', 'G', 'O'].includes(category)

/** Only what comes to nothing needs a reason. */
function VatFields({ form }: { form: Form<Typed> }) {
  const { percent, parts, vat_category } = form.values
  const isNothing = parts.length === 0 && /^0+([.,]0*)?$/.test(percent.trim())
  if (!isNothing && vat_category === '') return null
  return (
    <>
      <SelectField
        label="Why it is 0 %, for e-invoices"
        value={vat_category === 'S' ? '' : vat_category}
        choices={CATEGORIES}
        onChange={(category) => form.set({ vat_category: category })}
        error={form.errors.vat_category}
      />
      {hasReason(vat_category) && (
        <TextField label="The reason as the e-invoice says it" {...form.text('exemption_reason')} maxLength={200} />
      )}
    </>
  )
}

const OnePercent = ({ form }: { form: Form<Typed> }) => (
  <>
    <NumberField
      label="Percent"
      {...form.text('percent')}
      percent="always"
      keypad
      full={({ value }) => percentOf(value)}
    />
    <div>
      <Button
        look="quiet"
        icon={Plus}
        onClick={() => form.set({ parts: [{ ...NO_PART, percent: form.values.percent }, NO_PART] })}
      >
        Made of several taxes, such as GST and QST
      </Button>
    </div>
  </>
)

/** Each is printed by its own name. */
function Parts({ form }: { form: Form<Typed> }) {
  const { parts } = form.values
  const change = (at: number, changes: Partial<TypedPart>) =>
    form.set({ parts: parts.map((part, index) => (index === at ? { ...part, ...changes } : part)) })
  const remove = (at: number) => form.set({ parts: parts.length > 2 ? parts.filter((_, index) => index !== at) : [] })
  return (
    <div class="stack">
      {parts.map((part, at) => (
        <div class="stack none" key={at}>
          <div class="two-columns">
            <TextField
              label={`Tax ${at + 1}`}
              value={part.name}
              maxLength={60}
              onInput={(name) => change(at, { name })}
            />
            <div class="inline top">
              <NumberField
                label={`Percent ${at + 1}`}
                value={part.percent}
                percent="always"
                keypad
                full={({ value }) => percentOf(value)}
                onInput={(percent) => change(at, { percent })}
              />
              <Button look="quiet" icon={X} label={`Remove tax ${at + 1}`} onClick={() => remove(at)} />
            </div>
          </div>
          {at > 0 && (
            <Check
              label="Also charged on those before it"
              checked={part.compound}
              onChange={(compound) => change(at, { compound })}
            />
          )}
        </div>
      ))}
      {form.errors.parts && <FieldError>{form.errors.parts}</FieldError>}
      {parts.length < PARTS_MAX && (
        <div>
          <Button look="quiet" icon={Plus} onClick={() => form.set({ parts: [...parts, NO_PART] })}>
            Add another
          </Button>
        </div>
      )}
    </div>
  )
}
