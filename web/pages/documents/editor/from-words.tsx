import { type Signal, useSignal } from '@preact/signals'
import '../../../styles/suggested-lines.css'
import { Confidence, levelOf } from '../../../components/confidence.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { TextArea } from '../../../components/text-field.tsx'
import { isBlankLine } from '../../../models/document-draft.ts'
import { useForm } from '../../../models/form.ts'
import { plural, price, quantity } from '../../../models/format.ts'
import { draftLine, type ReadWords, readLines } from '../../../models/suggested-lines.ts'
import { usualTax } from '../../../models/tax-rates.ts'
import { showUndo } from '../../../models/toasts.ts'
import type { Drafting } from './context.ts'

const TEXT_MAX = 20_000
const NOTHING = 'Nothing in these words says what is to be billed: add the lines by hand'

/** Lines that some words propose, into the document that is open: nothing of it is kept until a person has looked and added them. */
export default function FromWords({ of: { editor, rates }, close }: { of: Drafting; close: () => void }) {
  const form = useForm({ text: '' }, ['text'])
  const read = useSignal<ReadWords | null>(null)
  const left = useSignal<ReadonlySet<number>>(new Set())
  const { currency } = editor.draft.value
  const look = () =>
    form.send({ text: !form.values.text.trim() && 'Paste or type what was written' }, async () => {
      const found = await readLines(form.values.text)
      left.value = new Set()
      read.value = found
    })
  const chosen = (read.value?.lines ?? []).filter((_, at) => !left.value.has(at))
  const add = () => {
    const before = editor.draft.value.lines
    const lines = chosen.map((line) => draftLine(line, currency, usualTax(rates)))
    editor.change({ lines: [...before.filter((line) => !isBlankLine(line)), ...lines] })
    showUndo(`${plural(lines.length, 'line')} added`, () => {
      const keys = new Set(lines.map(({ key }) => key))
      const rest = editor.draft.value.lines.filter(({ key }) => !keys.has(key))
      editor.change({ lines: rest.length > 0 ? rest : before })
    })
    close()
  }
  const isRead = chosen.length > 0
  return (
    <FormDialog
      title="Lines from words"
      form={form}
      submit={() => (isRead ? add() : void look())}
      close={close}
      verb={isRead ? `Add ${plural(chosen.length, 'line')}` : 'Read them'}
      doing="Reading…"
    >
      <p class="muted">A mail, a text message, notes of a visit. You choose what of it becomes a line.</p>
      <TextArea
        label="What was written"
        {...form.text('text')}
        onInput={(text) => {
          form.set({ text })
          read.value = null
        }}
        maxLength={TEXT_MAX}
      />
      <div role="status">
        {read.value && read.value.lines.length === 0 && <p class="muted">{NOTHING}</p>}
        {read.value && read.value.lines.length > 0 && <Suggested read={read.value} currency={currency} left={left} />}
      </div>
    </FormDialog>
  )
}

interface SuggestedProps {
  read: ReadWords
  currency: string
  left: Signal<ReadonlySet<number>>
}

const Suggested = ({ read: { lines, wordsOf }, currency, left }: SuggestedProps) => (
  <ul class="suggested-lines" aria-label="Suggested lines">
    {lines.map((line, at) => (
      <li key={`${at} ${line.name}`}>
        <label class="check">
          <input
            type="checkbox"
            checked={!left.value.has(at)}
            onChange={(event) => (left.value = toggled(left.value, at, !event.currentTarget.checked))}
          />
          <span class="stack none grow">
            <span class="inline wrap">
              <span class="strong break">{line.name}</span>
              <span class="number">{howMuch(line, currency)}</span>
              <Confidence level={levelOf(line.confidence)} />
            </span>
            <span class="meta muted break">“{wordsOf(line)}”</span>
          </span>
        </label>
      </li>
    ))}
  </ul>
)

function howMuch({ qty, rate, currency }: ReadWords['lines'][number], of: string): string {
  const many = quantity(qty, '')
  if (rate === null) return many
  return currency === of ? `${many} × ${price(rate, of)}` : `${many}, ${price(rate, currency)} is other money`
}

function toggled(set: ReadonlySet<number>, at: number, isIn: boolean): ReadonlySet<number> {
  const next = new Set(set)
  if (isIn) next.add(at)
  else next.delete(at)
  return next
}
