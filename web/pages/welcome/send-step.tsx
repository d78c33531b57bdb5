import { useQuery } from '@tanstack/preact-query'
import { useLocation } from 'preact-iso'
import { LinkButton } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { contacts } from '../../models/contacts.ts'
import type { EditorKind } from '../../models/document-kind.ts'
import { useForm } from '../../models/form.ts'
import { money } from '../../models/format.ts'
import { invoiceKind } from '../../models/invoice-kind.ts'
import { invoices } from '../../models/invoices.ts'
import { may } from '../../models/permissions.ts'
import { quoteKind } from '../../models/quote-kind.ts'
import { quotes } from '../../models/quotes.ts'
import { startSending } from '../../models/sending.ts'
import { greetingMessage } from '../documents/editor/start.ts'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

const NEWEST_DRAFT = { status: 'DRAFT', limit: 1 }

export function SendStep({ state }: { state: Welcome }) {
  const invoice = useQuery({ ...invoices.rows(NEWEST_DRAFT), enabled: may('invoices.send') })
  const quote = useQuery({ ...quotes.rows(NEWEST_DRAFT), enabled: may('quotes.send') })
  const failed = [invoice, quote].find(({ error, data }) => error && !data)
  if (failed) return <Problem error={failed.error} what="the draft" retry={() => void failed.refetch()} />
  if (invoice.isLoading || quote.isLoading) return <SkeletonRows count={2} />
  if (state.step.status === 'DONE') return <Sent state={state} />
  const found = invoice.data?.[0]
    ? { kind: invoiceKind as EditorKind, id: invoice.data[0].id }
    : quote.data?.[0] && { kind: quoteKind as EditorKind, id: quote.data[0].id }
  return found ? <OneDraft key={found.id} state={state} {...found} /> : <NoDraft state={state} />
}

interface OneDraftProps {
  state: Welcome
  kind: EditorKind
  id: string
}

function OneDraft({ state, kind, id }: OneDraftProps) {
  const asked = useQuery({
    queryKey: ['welcome draft', kind.word, id],
    meta: { shows: ['invoice', 'quote', 'contact'] },
    queryFn: () => kind.load(id),
  })
  if (asked.error && !asked.data)
    return <Problem error={asked.error} what="the draft" retry={() => void asked.refetch()} />
  return asked.data ? <Sending state={state} kind={kind} document={asked.data} /> : <SkeletonRows count={2} />
}

type SendingProps = Pick<OneDraftProps, 'state' | 'kind'> & { document: Awaited<ReturnType<EditorKind['load']>> }

function Sending({ state, kind, document }: SendingProps) {
  const { route } = useLocation()
  const message = greetingMessage(kind, kind.draftOf(document), state.business)
  const form = useForm({ email: document.contact.email ?? '', message })
  const { email } = form.values
  const submit = (event: Event) => {
    event.preventDefault()
    void form.send({ email: !email.trim() && 'Add an email address to send it to' }, async () => {
      await keepAddress(document.contact, email.trim())
      const fresh = await kind.load(document.id)
      await startSending(kind, fresh, email.trim(), { message: form.values.message.trim() || null })
      // It ends on what was sent, where it is seen how it fares.
      route(`${kind.path}/${document.id}`)
    })
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <p>
        {`The ${kind.word} for ${document.contact.display_name}, `}
        <span class="strong">{money(document.total, document.currency)}</span>.{' '}
        <a href={`${kind.path}?edit=${document.id}`}>Change it</a>
      </p>
      <TextField label="Email of the customer" type="email" inputmode="email" {...form.text('email')} autoFocus />
      <TextArea label="Message" {...form.text('message')} error={form.errors.message} maxLength={2000} />
      <FormProblem error={form.problem} />
      <StepButtons state={state} busy={form.busy} label={`Send ${kind.word}`} doing="Sending…" />
    </form>
  )
}

/** It goes to the address of the contact: one that is typed here is his from now on. */
async function keepAddress({ id, email }: { id: string; email: string | null }, typed: string): Promise<void> {
  if (typed === email) return
  const { queryFn } = contacts.one(id)
  await contacts.update(await queryFn(), { email: typed })
}

/** The page on which a draft is written. */
const writingOf = ({ onboarding }: Welcome) =>
  `/welcome?step=${onboarding.steps.find(({ page }) => page === 'document')?.key ?? ''}`

const NoDraft = ({ state }: { state: Welcome }) => (
  <div class="stack">
    <p>There is nothing to send yet.</p>
    <div>
      <LinkButton look="primary" href={writingOf(state)}>
        Write it first
      </LinkButton>
    </div>
    <StepButtons state={state} label={null} />
  </div>
)

function Sent({ state }: { state: Welcome }) {
  return (
    <div class="stack">
      <p>It is sent. Home tells you when it is late, and when it is paid.</p>
      <div class="inline wrap welcome-buttons">
        <LinkButton look="primary" href="/home">
          Go to Home
        </LinkButton>
        {state.back && (
          <LinkButton look="quiet" href={state.back}>
            Back
          </LinkButton>
        )}
      </div>
    </div>
  )
}
