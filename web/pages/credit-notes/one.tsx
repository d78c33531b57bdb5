import { useQuery } from '@tanstack/preact-query'
import { FileText, Wallet } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { CreditNote } from '../../../core/contract/credit-notes.ts'
import '../../styles/document-detail.css'
import { ObjectPage } from '../../components/object-page.tsx'
import { CREDIT_NOTE_WORDS } from '../../models/credit-note-activity.ts'
import { type CreditEditor, editCreditNote } from '../../models/credit-note-draft.ts'
import { creditNoteLinks, creditNotes } from '../../models/credit-notes.ts'
import { isZero } from '../../models/decimal.ts'
import { entriesOf } from '../../models/document-activity.ts'
import { longDay, money } from '../../models/format.ts'
import { Activities } from '../documents/detail/activities.tsx'
import { AnswerCard, Seen } from '../documents/detail/answer-card.tsx'
import { hasLinks, Links } from '../documents/detail/links.tsx'
import { DetailSkeleton } from '../documents/detail/skeleton.tsx'
import { DocumentLines } from '../documents/document-lines.tsx'
import { EditCreditNote } from './edit.tsx'
import { Header } from './header.tsx'

export default function CreditNotePage() {
  const { id = '' } = useRoute().params
  const query = useQuery(creditNotes.one(id))
  const activity = useQuery(creditNotes.part(id, 'activity'))
  const note = query.data
  const editor = useEditor(note)
  return (
    <ObjectPage
      back={{ href: '/credit-notes', label: 'Credit notes' }}
      asked={query}
      what="this credit note"
      look="document-page"
      header={<Header key={id} note={note} editor={editor} />}
    >
      {!note && !query.error && <DetailSkeleton questions={['Seen?', 'Of which invoice?', 'Used?']} />}
      {note && (
        <>
          <Three note={note} />
          <div class="document-columns">
            <div class="stack">
              {editor && <EditCreditNote key={id} note={note} editor={editor} />}
              {!editor && note.reason && (
                <section class="card padded" aria-labelledby="reason">
                  <h2 class="section-title" id="reason">
                    Reason
                  </h2>
                  <p class="break">{note.reason}</p>
                </section>
              )}
              <DocumentLines document={note} />
            </div>
            <section class="card padded" aria-label="Activity and link">
              <Activities asked={activity} entries={(told) => entriesOf(CREDIT_NOTE_WORDS, told, note)} />
              {hasLinks({ kind: creditNoteLinks, document: note }) && (
                <>
                  <hr />
                  <Links kind={creditNoteLinks} document={note} isOpen={note.link_active} />
                </>
              )}
            </section>
          </div>
        </>
      )}
    </ObjectPage>
  )
}

/** While it is a draft that this person may change; what was typed is saved when the page is left. */
function useEditor(note: CreditNote | undefined): CreditEditor | null {
  const editable = note?.allowed_actions.includes('update') ? note.id : null
  const editor = useMemo(() => (note && editable ? editCreditNote(note) : null), [editable])
  useEffect(() => () => void editor?.flush(), [editor])
  return editor
}

/** Seen? Of which invoice? Used? */
function Three({ note }: { note: CreditNote }) {
  const [answer, hint] = useOf(note)
  return (
    <div class="three">
      <Seen document={note} />
      <AnswerCard icon={FileText} question="Of which invoice?" answer={note.invoice_number}>
        <p class="meta muted">
          <a href={`/invoices/${note.invoice_id}`}>Of {longDay(note.invoice_date)}</a>
          {note.revised_invoice_id && (
            <>
              , corrected by <a href={`/invoices/${note.revised_invoice_id}`}>another</a>
            </>
          )}
        </p>
      </AnswerCard>
      <AnswerCard icon={Wallet} question="Used?" answer={answer}>
        <p class="meta muted">{hint}</p>
      </AnswerCard>
    </div>
  )
}

function useOf({ status, total, amount_applied, amount_unapplied, currency }: CreditNote): [string, string] {
  if (status === 'DRAFT') return ['Not yet', `${money(total, currency)} comes off the invoice once it is sent`]
  if (isZero(amount_unapplied)) return ['In full', `${money(amount_applied, currency)} taken off invoices`]
  return [
    `${money(amount_unapplied, currency)} is left`,
    'The invoice was paid: apply it to another or return it, under Payments',
  ]
}
