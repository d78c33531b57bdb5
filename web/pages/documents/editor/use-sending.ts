import { type ReadonlySignal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { copyText } from '../../../models/clipboard.ts'
import { onScreen } from '../../../models/document-draft.ts'
import type { InvoiceEditor } from '../../../models/document-editor.ts'
import { focusFirstInvalid } from '../../../models/form.ts'
import { invoices } from '../../../models/invoices.ts'
import { go } from '../../../models/navigation.ts'
import { type Sending, sendingShownIn, sendings, startSending, undoSending } from '../../../models/sending.ts'
import { fieldErrors } from '../../../models/sentences.ts'
import { showToast } from '../../../models/toasts.ts'

export interface EditorSending {
  held: Sending | undefined
  busy: 'send' | 'link' | null
  send: () => void
  copyLink: () => void
  undo: () => void
}

/** Sending and copying the link from the editor: check, save, act; what is refused goes to its field. */
export function useSending({
  editor,
  message,
  check,
}: {
  editor: InvoiceEditor
  message: ReadonlySignal<string>
  check: () => (byEmail: boolean) => Record<string, string>
}): EditorSending {
  const busy = useSignal<EditorSending['busy']>(null)
  const id = editor.invoice.value?.id
  const held = sendings.value.find((sending) => sending.invoiceId === id)
  useFooterInsteadOfToast(id)
  useLeaveWhenDone(id, held)

  const attempt = async (kind: 'send' | 'link', work: (invoice: Invoice) => Promise<void>) => {
    if (busy.value) return
    editor.errors.value = check()(kind === 'send')
    if (Object.keys(editor.errors.value).length > 0) return focusFirstInvalid()
    busy.value = kind
    try {
      if (!(await editor.flush()) || !editor.invoice.value) return
      await work(editor.invoice.value)
    } catch (error) {
      editor.errors.value = onScreen(editor.draft.value, fieldErrors(error))
      editor.problem.value = Object.keys(editor.errors.value).length ? null : error
      focusFirstInvalid()
    } finally {
      busy.value = null
    }
  }
  return {
    held,
    busy: busy.value,
    send: () =>
      void attempt('send', (invoice) =>
        startSending(invoice, editor.draft.value.contact?.email ?? '', message.value.trim() || null),
      ),
    copyLink: () => void attempt('link', copyLinkOf),
    undo: () => {
      if (held) void takeBack(editor, held)
    },
  }
}

async function takeBack(editor: InvoiceEditor, held: Sending): Promise<void> {
  const draft = await undoSending(held)
  if (draft) editor.invoice.value = draft
}

/** A link gives the draft its number and opens it for payment, so the editor ends here. */
async function copyLinkOf(invoice: Invoice): Promise<void> {
  const minted = invoices.act(invoice.id, 'payment-link')
  await copyText(minted.then((answer) => answer.payment_link_url ?? '')).catch(async () => void (await minted))
  const { invoice_number } = await minted
  showToast({ text: `Payment link copied. ${invoice_number} is open for payment.` })
  go(`/invoices/${invoice.id}`, true)
}

function useFooterInsteadOfToast(id: string | undefined): void {
  useEffect(() => {
    sendingShownIn.value = id ?? null
    return () => {
      sendingShownIn.value = null
    }
  }, [id])
}

/** Once it is out, or refused, the invoice has its number and is no longer edited: its page says how it stands. */
function useLeaveWhenDone(id: string | undefined, held: Sending | undefined): void {
  const before = useRef<Sending | undefined>(undefined)
  useEffect(() => {
    const wasGoing = before.current !== undefined && before.current.secondsLeft <= 1
    before.current = held
    if (id && !held && wasGoing) go(`/invoices/${id}`, true)
  }, [held])
}
