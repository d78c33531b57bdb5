import { useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { ContactPicker, type Picked } from '../../components/contact-picker.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SkeletonRows } from '../../components/states.tsx'
import { TextField } from '../../components/text-field.tsx'
import { contacts } from '../../models/contacts.ts'
import { emptyLine } from '../../models/document-draft.ts'
import type { EditorKind } from '../../models/document-kind.ts'
import { type Form, useForm } from '../../models/form.ts'
import { money, percent as percentOf } from '../../models/format.ts'
import { invoiceKind } from '../../models/invoice-kind.ts'
import { may } from '../../models/permissions.ts'
import { quoteKind } from '../../models/quote-kind.ts'
import { taxRates, taxRatesQuery, usualTax } from '../../models/tax-rates.ts'
import { readDecimal, readPercent } from '../../models/typed-number.ts'
import { newDraft } from '../documents/editor/start.ts'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

const KINDS: readonly EditorKind[] = [invoiceKind as EditorKind, quoteKind as EditorKind]
const PLACE = { name: 'Your first one', path: '/welcome?step=document' }
const EMPTY = { word: '', to_id: '', to_name: '', line: '', rate: '', tax_name: '', tax_percent: '' }
type Typed = typeof EMPTY

export function DocumentStep({ state }: { state: Welcome }) {
  const rates = useQuery(taxRatesQuery).data
  const known = useQuery(contacts.rows({ limit: 1 })).data
  if (state.step.status === 'DONE') return <Written state={state} />
  return rates && known ? <Writing state={state} first={known[0]} /> : <SkeletonRows count={3} />
}

function Writing({ state, first }: { state: Welcome; first: Picked | undefined }) {
  const rates = useQuery(taxRatesQuery).data ?? []
  const kinds = KINDS.filter(({ word }) => may(`${word}s.create`))
  const begun = { ...EMPTY, to_id: first?.id ?? '', to_name: first?.display_name ?? '', ...state.step.data }
  const form = useForm<Typed>(begun, FIELDS, PLACE)
  const { values } = form
  const kind = kinds.find(({ word }) => word === values.word) ?? kinds[0]
  useShown(state, form, kind)
  if (!kind) return <Off state={state} />
  const submit = (event: Event) => {
    event.preventDefault()
    void form.send(missingOf(values), async () => {
      const taxRateId = usualTax(rates) || (await newTax(values))
      form.set({ tax_name: '', tax_percent: '' })
      const draft = newDraft(kind, state.business, rates, null)
      const line = { ...emptyLine(taxRateId), name: values.line, rate: values.rate }
      const contact = { id: values.to_id, display_name: values.to_name, email: null }
      kind.keep(await kind.save({ ...draft, contact, lines: [line] }, null))
      await state.complete()
    })
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      {kinds.length > 1 && <KindChoice kinds={kinds} chosen={kind} choose={(word) => form.set({ word })} />}
      <Lines form={form} currency={state.business.currency} />
      {usualTax(rates) === '' && <Tax form={form} />}
      <FormProblem error={form.problem} />
      <StepButtons state={state} busy={form.busy} typed={values} reset={form.reset} label={`Save the ${kind.word}`} />
    </form>
  )
}

const FIELDS = [...Object.keys(EMPTY), 'contact_id', 'line_items.0.name', 'line_items.0.rate']

const missingOf = ({ to_id, line, rate, tax_name, tax_percent }: Typed) => ({
  to_id: !to_id && 'Choose who this is for',
  line: !line.trim() && 'Say what it is for',
  rate: readDecimal(rate) === null && (rate.trim() ? 'Use a number' : 'Enter a price'),
  tax_name: !tax_name.trim() && tax_percent.trim() !== '' && 'Enter a name, such as HST',
  tax_percent: tax_name.trim() !== '' && readPercent(tax_percent) === null && 'Enter a number, such as 13',
})

/** Most who charge tax charge one: it is what every new line begins with. */
async function newTax({ tax_name, tax_percent }: Typed): Promise<string> {
  const percent = readPercent(tax_percent)
  if (!tax_name.trim() || percent === null) return ''
  return (await taxRates.create({ name: tax_name.trim(), percent, is_default: true })).id
}

function Lines({ form, currency }: { form: Form<Typed>; currency: string }) {
  const { values, errors } = form
  return (
    <>
      <ContactPicker
        label="For"
        value={values.to_id ? { id: values.to_id, display_name: values.to_name } : null}
        onChange={(picked) => form.set({ to_id: picked?.id ?? '', to_name: picked?.display_name ?? '' })}
        error={errors.to_id ?? errors.contact_id}
      />
      <TextField
        label="What is it for?"
        {...form.text('line')}
        error={errors.line ?? errors['line_items.0.name']}
        maxLength={200}
      />
      <NumberField
        label={`Price in ${currency}`}
        {...form.text('rate')}
        error={errors.rate ?? errors['line_items.0.rate']}
        keypad
        full={({ value }) => money(value, currency)}
      />
    </>
  )
}

const Tax = ({ form }: { form: Form<Typed> }) => (
  <div class="two-columns">
    <TextField label="Tax, if you charge one" placeholder="HST" {...form.text('tax_name')} maxLength={60} />
    <NumberField
      label="Percent"
      {...form.text('tax_percent')}
      percent="always"
      keypad
      full={({ value }) => percentOf(value)}
    />
  </div>
)

interface KindChoiceProps {
  kinds: readonly EditorKind[]
  chosen: EditorKind
  choose: (word: string) => void
}

const KindChoice = ({ kinds, chosen, choose }: KindChoiceProps) => (
  <fieldset class="inline wrap loose">
    <legend class="visually-hidden">What to write</legend>
    {kinds.map(({ word }) => (
      <label key={word} class="inline">
        <input type="radio" name="word" checked={word === chosen.word} onChange={() => choose(word)} />
        <span>{word === 'quote' ? 'A quote, to be approved first' : 'An invoice'}</span>
      </label>
    ))}
  </fieldset>
)

/** The preview fills in with what is typed. */
function useShown({ shown }: Welcome, { values }: Form<Typed>, kind: EditorKind | undefined): void {
  const { to_name, line, rate, tax_name, tax_percent } = values
  const percent = readPercent(tax_percent)
  useEffect(() => {
    shown.value = {
      isQuote: kind?.offers === true,
      ...(to_name ? { to: to_name } : {}),
      ...(line.trim() || rate.trim() ? { line: { name: line, rate } } : {}),
      ...(tax_name.trim() && percent ? { tax: { name: tax_name, percent } } : {}),
    }
  }, [kind, to_name, line, rate, tax_name, percent])
}

function Written({ state }: { state: Welcome }) {
  const submit = (event: Event) => {
    event.preventDefault()
    state.goOn()
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <p>
        It is written. You find it under <a href="/invoices">Money</a>, and change it there.
      </p>
      <StepButtons state={state} />
    </form>
  )
}

const Off = ({ state }: { state: Welcome }) => (
  <div class="stack">
    <p>Invoices and quotes are switched off in this business: nothing is to be done here.</p>
    <StepButtons state={state} label={null} />
  </div>
)
