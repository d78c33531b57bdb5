import { useSignal } from '@preact/signals'
import { ChevronRight, Plus, Trash2 } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { Avatar } from '../../../components/avatar.tsx'
import { Button } from '../../../components/button.tsx'
import { Sheet } from '../../../components/dialog.tsx'
import { FieldError } from '../../../components/field.tsx'
import { Icon } from '../../../components/icon.tsx'
import { type DraftLine, isBlankLine } from '../../../models/document-draft.ts'
import { money, percent, price, quantity } from '../../../models/format.ts'
import { may } from '../../../models/permissions.ts'
import { readDecimal } from '../../../models/typed-number.ts'
import { ChargesField } from './charges-field.tsx'
import { ContactField } from './contact-field.tsx'
import { useEditing, usePayWords } from './context.ts'
import { DateFields } from './date-fields.tsx'
import { MessageField, NotesField } from './form.tsx'
import { LineFields } from './line-fields.tsx'
import { LikeLast, useLines } from './lines.tsx'
import { DepositField, DiscountField } from './share-field.tsx'
import { UnsavedNote, useUnsaved } from './unsaved-note.tsx'
import { WordsButton } from './words-button.tsx'

type Open = { kind: 'contact' | 'notes' | 'message' } | { kind: 'line'; key: number } | null

/** The document as a list of facts; each opens its own sheet. */
export function PhoneForm() {
  const open = useSignal<Open>(null)
  const close = () => (open.value = null)
  const { editor } = useEditing()
  const { kind } = useEditing()
  const pay = usePayWords()
  const { notes, terms, reference, poNumber } = editor.draft.value
  return (
    <div class="editor-form">
      <ContactCard open={() => (open.value = { kind: 'contact' })} />
      <div class="card padded">
        <DateFields />
      </div>
      <LineCards open={(key) => (open.value = { kind: 'line', key })} />
      <div class="card clipped">
        <FactRow
          name="Notes"
          value={[poNumber, reference, notes, terms].filter(Boolean).join(', ') || 'Add'}
          open={() => (open.value = { kind: 'notes' })}
        />
        {pay && (
          <div class="row fact-row">
            <span class="muted">How they pay</span>
            <span class="grow number ellipsis">{pay}</span>
          </div>
        )}
        {may(kind.maySend) && (
          <FactRow name="Send by" value="Email, with a message" open={() => (open.value = { kind: 'message' })} />
        )}
      </div>
      {open.value?.kind === 'contact' && (
        <FieldSheet title="To" close={close}>
          <ContactField chosen={() => editor.draft.value.contact?.email && close()} />
        </FieldSheet>
      )}
      {open.value?.kind === 'notes' && (
        <FieldSheet title="Notes" close={close}>
          <NotesField />
        </FieldSheet>
      )}
      {open.value?.kind === 'message' && (
        <FieldSheet title="Send by email" close={close}>
          <MessageField />
        </FieldSheet>
      )}
      {open.value?.kind === 'line' && <LineSheet lineKey={open.value.key} close={close} />}
    </div>
  )
}

function ContactCard({ open }: { open: () => void }) {
  const { editor, errors } = useEditing()
  const { contact, typedTo } = editor.draft.value
  const error = errors.contact_id ?? errors['contact.email']
  return (
    <div>
      <button type="button" class="card row" onClick={open} aria-invalid={error ? true : undefined}>
        {contact && <Avatar name={contact.display_name} size="medium" />}
        <span class="stack none grow">
          <span class="strong ellipsis">{contact?.display_name ?? (typedTo || 'Choose who it is for')}</span>
          {contact && <span class="small muted ellipsis">{contact.email ?? 'No email address yet'}</span>}
        </span>
        <Icon of={ChevronRight} />
      </button>
      {error ? <FieldError>{error}</FieldError> : <UnsavedNote of="contact_id" />}
    </div>
  )
}

function LineCards({ open }: { open: (key: number) => void }) {
  const { errors, live, editor } = useEditing()
  const { lines, addLine } = useLines()
  const { currency } = editor.draft.value
  const add = () => {
    addLine(lines.length - 1)
    const last = editor.draft.value.lines.at(-1)
    if (last) open(last.key)
  }
  return (
    <div>
      <LikeLast />
      <div class="card clipped">
        {lines.map((line, index) => (
          <LineRow
            key={line.key}
            line={line}
            amount={live.ok ? money(live.totals.lineAmounts[index] ?? '0', currency) : '–'}
            index={index}
            error={errorOfLine(errors, index)}
            open={() => open(line.key)}
          />
        ))}
        <Button look="accent" icon={Plus} wide onClick={add}>
          Add line
        </Button>
        <WordsButton wide />
      </div>
      {errors.line_items && <FieldError>{errors.line_items}</FieldError>}
      <div class="phone-discount">
        <DiscountField />
        <ChargesField />
        <DepositField />
      </div>
      <UnsavedNote of="discount" />
      <UnsavedNote of="deposit" />
    </div>
  )
}

const errorOfLine = (errors: Record<string, string>, index: number) =>
  Object.entries(errors).find(([field]) => field.startsWith(`line_items.${index}.`))?.[1]

function LineRow({
  line,
  index,
  amount,
  error,
  open,
}: {
  line: DraftLine
  index: number
  amount: string
  error: string | undefined
  open: () => void
}) {
  const { editor, rates } = useEditing()
  const unsaved = useUnsaved(`line_items.${index}`)
  const tax = rates.find((rate) => rate.id === line.taxRateId)
  const how = `${line.optional ? 'Optional, ' : ''}${quantity(readDecimal(line.qty) ?? '0', line.unit.trim())} × ${price(readDecimal(line.rate) ?? '0', editor.draft.value.currency)}`
  return (
    <button type="button" class="row" onClick={open} aria-invalid={error ? true : undefined}>
      <span class="stack none grow">
        <span class={`ellipsis${line.name ? '' : ' muted'}`}>{line.name || 'What is it for?'}</span>
        <span class="small muted ellipsis">
          {error && <span class="bad">{error}</span>}
          {!error && unsaved && <span class="unsaved">Not saved yet. {unsaved}</span>}
          {!error && !unsaved && `${how}${tax ? `, ${tax.name} ${percent(tax.percent)}` : ''}`}
        </span>
      </span>
      <span class="number strong">{isBlankLine(line) ? '' : amount}</span>
    </button>
  )
}

function LineSheet({ lineKey, close }: { lineKey: number; close: () => void }) {
  const { lines, changeLine, removeLine } = useLines()
  const index = lines.findIndex((line) => line.key === lineKey)
  const line = lines[index]
  if (!line) return null
  const remove = () => {
    removeLine(line.key)
    close()
  }
  return (
    <FieldSheet title={`Line ${index + 1}`} close={close}>
      <LineFields
        line={line}
        index={index}
        change={(changes) => changeLine(line.key, changes)}
        remove={remove}
        isAlone
        next={close}
      />
      <div>
        <Button look="quiet" icon={Trash2} onClick={remove}>
          Remove line
        </Button>
      </div>
    </FieldSheet>
  )
}

const FactRow = ({ name, value, open }: { name: string; value: string; open: () => void }) => (
  <button type="button" class="row fact-row" onClick={open}>
    <span class="muted nowrap">{name}</span>
    <span class="grow number ellipsis">{value}</span>
    <Icon of={ChevronRight} />
  </button>
)

const FieldSheet = ({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }) => (
  <Sheet title={title} crossed onClose={close}>
    <div class="sheet-body stack">
      {children}
      <Button look="primary" wide onClick={close}>
        Done
      </Button>
    </div>
  </Sheet>
)
