import { type Signal, useSignal } from '@preact/signals'
import { CircleCheck, Download, FileCode, Link, Send, Trash2 } from 'lucide-preact'
import type { CreditNote } from '../../../core/contract/credit-notes.ts'
import type { Detail } from '../../api.ts'
import type { EInvoiceDialogProps } from '../../components/e-invoice-dialog.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { type ObjectAction, permitted } from '../../components/menu.tsx'
import { ObjectHeader } from '../../components/object-page.tsx'
import { DocumentPill } from '../../components/pill.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import type { CreditEditor } from '../../models/credit-note-draft.ts'
import { creditNoteKind, creditNoteLinks, creditNotes } from '../../models/credit-notes.ts'
import { deleteLater } from '../../models/delete-later.ts'
import { copyLink, markSent } from '../../models/document-link.ts'
import { downloadEInvoice } from '../../models/e-invoice.ts'
import { focusFirstInvalid, useForm } from '../../models/form.ts'
import { money } from '../../models/format.ts'
import { go } from '../../models/navigation.ts'
import { downloadPaper } from '../../models/paper.ts'
import { startSending } from '../../models/sending.ts'
import { sendings } from '../../models/sendings.ts'
import { showToast } from '../../models/toasts.ts'

const EInvoiceDialog = lazyWindow<EInvoiceDialogProps>(
  () => import('../../components/e-invoice-dialog.tsx'),
  'No e-invoice yet',
  ({ close }) => close(),
)

/** Number, status, who; then the buttons that the credit note itself allows. */
export function Header({ note, editor }: { note: CreditNote | undefined; editor: CreditEditor | null }) {
  const sending = useSignal(false)
  const missing = useSignal<readonly Detail[]>([])
  const title = note?.credit_note_number ?? (note ? 'Draft credit note' : 'Credit note')
  const { primary, menu } = note
    ? actionsOf(note, () => whenSaved(editor, note, () => (sending.value = true)), editor, missing)
    : { primary: [], menu: [] }
  return (
    <ObjectHeader title={note && title} primary={primary} menu={menu} look="document-header">
      <PageHeading title={title} />
      {note && <DocumentPill status={note.status} />}
      {note && (
        <a class="muted ellipsis plain-link" href={`/contacts/${note.contact_id}`}>
          {note.contact.display_name}
        </a>
      )}
      <span class="grow" />
      {note && missing.value.length > 0 && (
        <EInvoiceDialog missing={missing.value} contactId={note.contact_id} close={() => (missing.value = [])} />
      )}
      {note && sending.value && <SendNote note={note} close={() => (sending.value = false)} />}
    </ObjectHeader>
  )
}

/** Nothing goes out that is not what the screen says; what keeps it from being saved stands at its field. */
async function whenSaved(editor: CreditEditor | null, note: CreditNote, run: (saved: CreditNote) => unknown) {
  if (!editor || (await editor.flush())) return run(creditNotes.known(note.id) ?? note)
  showToast({ text: 'Not saved yet: see what it lacks', kind: 'failed' })
  focusFirstInvalid()
}

function actionsOf(
  note: CreditNote,
  send: () => void,
  editor: CreditEditor | null,
  missing: Signal<readonly Detail[]>,
) {
  const { id, credit_note_number: number } = note
  const isHeld = note.send_at !== null || sendings.value.some((sending) => sending.documentId === id)
  const primary: ObjectAction[] = [
    {
      label: 'Issue without mail',
      icon: CircleCheck,
      needs: 'mark_sent',
      when: !isHeld,
      run: () => void whenSaved(editor, note, (saved) => markSent(creditNoteLinks, saved, number)),
    },
    { label: 'Send credit note', icon: Send, needs: 'send', when: !isHeld, run: send },
  ]
  const menu: ObjectAction[] = [
    { label: 'Send again', icon: Send, needs: 'send_again', when: !isHeld, run: send },
    {
      label: 'Copy link',
      icon: Link,
      needs: 'create_link',
      when: note.status !== 'DRAFT',
      run: () => void copyLink(creditNoteLinks, note),
    },
    {
      label: 'Download PDF',
      icon: Download,
      run: () => void whenSaved(editor, note, () => downloadPaper('creditNote', id, number)),
    },
    {
      label: 'E-invoice (XML)',
      icon: FileCode,
      when: note.status !== 'DRAFT',
      run: () => void downloadEInvoice('creditNote', id, number).then((found) => (missing.value = found)),
    },
    { label: 'Delete draft', icon: Trash2, needs: 'delete', danger: true, run: () => remove(note) },
  ]
  return { primary: permitted(note, primary), menu: permitted(note, menu) }
}

function remove({ id, invoice_id }: CreditNote): void {
  deleteLater(id, 'Draft deleted', () => creditNotes.remove(id))
  go(`/invoices/${invoice_id}`, true)
}

/** To which address, with which words; then ten seconds to take it back. */
function SendNote({ note, close }: { note: CreditNote; close: () => void }) {
  const again = note.status !== 'DRAFT'
  const form = useForm({ to: note.contact.email ?? '', message: '' })
  const to = form.values.to.trim()
  const submit = async () => {
    const words = {
      ...(to === note.contact.email ? {} : { to }),
      message: form.values.message.trim() || null,
      ...(again ? { again } : {}),
    }
    const send = () => startSending(creditNoteKind, note, to, words)
    if (await form.send({ to: to === '' && 'Say where to send it' }, send)) close()
  }
  return (
    <FormDialog
      title={`Send a credit of ${money(note.total, note.currency)} to ${note.contact.display_name}`}
      form={form}
      submit={submit}
      close={close}
      verb={again ? 'Send again' : 'Send credit note'}
      keep="Not now"
    >
      <TextField label="By email to" type="email" inputmode="email" {...form.text('to')} />
      <TextArea label="Message" {...form.text('message')} maxLength={5000} />
    </FormDialog>
  )
}
