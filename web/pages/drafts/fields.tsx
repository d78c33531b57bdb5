import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Button } from '../../components/button.tsx'
import { ContactPicker } from '../../components/contact-picker.tsx'
import { DateField } from '../../components/date-field.tsx'
import { DueField } from '../../components/due-field.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { currencyChoices } from '../../models/currencies.ts'
import { money } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'
import { currenciesLeft, mayChooseCurrency } from '../../models/suggestion/currency.ts'
import type { Suggestion } from '../../models/suggestion/editing.ts'
import { hasLines, type Place, placesOf } from '../../models/suggestion/places.ts'
import { currencyOf } from '../../models/suggestion/values.ts'
import { membersQuery } from '../../models/team.ts'
import { choicesOf, PRIORITY_LABELS } from '../../models/work-items.ts'
import { useShown } from './context.ts'
import { Lines } from './lines.tsx'
import { Row } from './row.tsx'

/** What the machine proposes, each value typed over in its place. */
export function Fields() {
  const { suggestion } = useShown()
  const draft = suggestion.draft.value
  const isMore = useSignal(false)
  const { texts } = suggestion.values.value
  const isShown = ({ path, always }: Place) =>
    always || isMore.value || Boolean(texts[path]) || suggestion.proposed(path)
  const isHis = ({ input, path }: Place) =>
    input === 'member'
      ? may('work_items.assign')
      : input !== 'currency' || !hasLines(draft.intent) || mayChooseCurrency() || Boolean(texts[path])
  const places = placesOf(draft).filter(isHis)
  const hidden = places.filter((place) => !isShown(place))
  const isProposed = Object.keys(suggestion.proposals()).length > 0
  return (
    <div class={`draft-card${isProposed ? ' proposed' : ''}`} inert={suggestion.redrafting.value}>
      {places.filter(isShown).map((place) => (
        <Row key={`${draft.id} ${place.path}`} path={place.path}>
          <Typed place={place} />
        </Row>
      ))}
      {hidden.length > 0 && (
        <div class="draft-more">
          <Button look="accent" onClick={() => (isMore.value = true)}>
            {`Add ${hidden.map(({ label }) => (label.startsWith('PO') ? label : label.toLowerCase())).join(', ')}`}
          </Button>
        </div>
      )}
      {hasLines(draft.intent) && <Lines />}
    </div>
  )
}

function Typed({ place: { path, label, input, max } }: { place: Place }) {
  const { suggestion } = useShown()
  const { texts, contact } = suggestion.values.value
  const text = {
    label,
    value: texts[path] ?? '',
    onInput: (value: string) => suggestion.type(path, value),
    error: suggestion.errors.value[path],
    maxLength: max,
  }
  const choice = { ...text, onChange: text.onInput }
  if (input === 'contact') {
    const canCreate = may('contacts.create')
    const take = (picked: typeof contact) => suggestion.choose(picked)
    return <ContactPicker label={label} value={contact} onChange={take} error={text.error} canCreate={canCreate} />
  }
  if (input === 'day') return <DateField {...choice} />
  if (input === 'due') return <DueField {...text} />
  if (input === 'area') return <TextArea {...text} />
  if (input === 'currency') return <SelectField {...choice} choices={currenciesOf(suggestion)} />
  if (input === 'priority')
    return <SelectField {...choice} value={text.value || 'NORMAL'} choices={choicesOf(PRIORITY_LABELS)} />
  if (input === 'member') return <Member {...choice} />
  if (input === 'money') {
    const currency = texts.currency || currencyOf(suggestion.draft.value)
    return <NumberField {...text} keypad full={({ value }) => money(value, currency)} />
  }
  return <TextField {...text} />
}

/** All of them, for a document where one may choose; an expense is in whatever was paid. */
function currenciesOf(suggestion: Suggestion) {
  const all = currencyChoices()
  if (!hasLines(suggestion.draft.value.intent) || mayChooseCurrency()) return all
  const left = currenciesLeft(suggestion)
  return all.filter(({ value }) => left.includes(value))
}

function Member(props: { label: string; value: string; onChange: (value: string) => void; error: string | undefined }) {
  const members = useQuery(membersQuery).data ?? []
  const choices = members.map(({ user_id, name, is_me }) => ({ value: user_id, label: is_me ? `${name} (you)` : name }))
  return <SelectField {...props} choices={[{ value: '', label: 'Nobody' }, ...choices]} />
}
