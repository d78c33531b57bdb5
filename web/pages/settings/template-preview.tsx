import { useQuery } from '@tanstack/preact-query'
import type { PreviewTemplate, TemplatePreview } from '../../../core/contract/templates.ts'
import { SelectField } from '../../components/select-field.tsx'
import { contacts } from '../../models/contacts.ts'
import { money } from '../../models/format.ts'
import { invoices } from '../../models/invoices.ts'
import { previewQuery } from '../../models/mail-text.ts'
import { quotes } from '../../models/quotes.ts'
import { isReminderText } from '../../models/reminders.ts'
import { fieldErrors, sentence } from '../../models/sentences.ts'
import { useDebounced } from '../../models/use-debounced.ts'

const AFTER_MS = 300
const REAL = 5

interface Typed {
  type: PreviewTemplate['type']
  subject: string
  content: string
  language: string
}

/** What is typed, as its receiver will read it, or what is wrong with it by field. */
export function usePreview({ type, subject, content, language }: Typed, filledWith: string) {
  const asked = useDebounced(JSON.stringify({ type, subject, content, language, filledWith }), AFTER_MS)
  const now = JSON.parse(asked) as Typed & { filledWith: string }
  const { data, error, isFetching } = useQuery({ ...previewQuery(askedOf(now)), enabled: now.content.trim() !== '' })
  const errors = error ? fieldErrors(error) : {}
  return { data, isFetching, errors, problem: Object.keys(errors).length ? null : error }
}

const askedOf = ({
  type,
  subject,
  content,
  language,
  filledWith,
}: Typed & { filledWith: string }): PreviewTemplate => ({
  type,
  channel: 'EMAIL',
  content,
  subject: subject.trim() || null,
  language: language || null,
  ...(filledWith ? { [fieldOf(type)]: filledWith } : {}),
})

const asksFor = (type: string) => type === 'INVOICE' || isReminderText(type)
const fieldOf = (type: string) => (asksFor(type) ? 'invoice_id' : type === 'QUOTE' ? 'quote_id' : 'contact_id')

interface PreviewProps {
  type: PreviewTemplate['type']
  preview: ReturnType<typeof usePreview>
  filledWith: string
  choose: (id: string) => void
}

/** The text filled with something real, or with an example. */
export function Preview({ type, preview: { data, isFetching, errors, problem }, filledWith, choose }: PreviewProps) {
  const real = useReal(type)
  return (
    <section class="stack" aria-label="Preview">
      <SelectField
        label="Preview with"
        value={filledWith}
        onChange={choose}
        choices={[{ value: '', label: 'An example' }, ...real]}
      />
      <div aria-live="polite" aria-busy={isFetching} class="card settings-card stack tight">
        {problem ? (
          <p class="warn">{sentence(problem)}</p>
        ) : Object.keys(errors).length > 0 ? (
          <p class="muted">It is shown once every variable is known.</p>
        ) : data ? (
          <Filled {...data} />
        ) : (
          <p class="muted">What your customer reads is shown here.</p>
        )}
      </div>
    </section>
  )
}

function Filled({ type, subject, text, missing, when_sent }: TemplatePreview) {
  const names = (all: readonly string[]) => all.map((name) => `{{${name}}}`).join(', ')
  return (
    <>
      {subject && <p class="strong">{subject}</p>}
      <p class="pre">{text}</p>
      {missing.length > 0 && (
        <p class="warn small">
          {isReminderText(type)
            ? 'Not known here, so that the text that comes with the product goes out'
            : 'Not known here, to be written by hand'}
          : {names(missing)}
        </p>
      )}
      {when_sent.length > 0 && <p class="small muted">Filled in when it is sent: {names(when_sent)}</p>}
    </>
  )
}

/** The newest that it could go with. */
function useReal(type: PreviewTemplate['type']) {
  const isOfInvoice = asksFor(type)
  const which = isReminderText(type) ? ({ limit: REAL, status: 'UNPAID' } as const) : { limit: REAL }
  const ofInvoices = useQuery({ ...invoices.rows(which), enabled: isOfInvoice }).data
  const ofQuotes = useQuery({ ...quotes.rows({ limit: REAL }), enabled: type === 'QUOTE' }).data
  const ofContacts = useQuery({
    ...contacts.rows({ limit: REAL }),
    enabled: !isOfInvoice && type !== 'QUOTE',
  }).data
  if (isOfInvoice)
    return (ofInvoices ?? []).map((one) => ({
      value: one.id,
      label: `${one.invoice_number ?? 'Draft'}, ${one.contact.display_name}, ${money(one.total, one.currency)}`,
    }))
  if (type === 'QUOTE')
    return (ofQuotes ?? []).map((one) => ({
      value: one.id,
      label: `${one.quote_number ?? 'Draft'}, ${one.contact.display_name}, ${money(one.total, one.currency)}`,
    }))
  return (ofContacts ?? []).map(({ id, display_name }) => ({ value: id, label: display_name }))
}
