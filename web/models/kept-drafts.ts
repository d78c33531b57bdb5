import { computed } from '@preact/signals'
import type { Invoice } from '../../core/contract/invoices.ts'
import type { Draft } from './document-draft.ts'
import { InvoiceEditor } from './document-editor.ts'
import { sessionState, signedIn } from './session.ts'

interface Kept {
  owner: string
  version: number | null
  draft: Draft
}

// In memory: whoever signs in again on this page finds what was typed, a script that reads storage does not.
const kept = new Map<string, Kept>()
const owner = computed(() => (signedIn.value ? `${signedIn.value.user.id} ${signedIn.value.tenant_id}` : ''))

interface Start {
  draft: Draft
  invoice: Invoice | null
}

/** An editor with what the same person had typed when the session ended; `leave` is for the moment it closes. */
export function beginEditing(start: Start, onCreated: (id: string) => void) {
  const before = take(start.invoice?.id ?? 'new')
  // The version of then: what someone else saved meanwhile is a conflict, not overwritten.
  const invoice = start.invoice && { ...start.invoice, version: before?.version ?? start.invoice.version }
  const editor = new InvoiceEditor({ draft: start.draft, invoice, onCreated })
  if (before) editor.change(before.draft)
  const whose = owner.value
  const leave = () => {
    editor.stop()
    if (sessionState.value === 'out' && editor.isDirty) keep(editor, whose)
  }
  return { editor, leave }
}

function keep(editor: InvoiceEditor, whose: string): void {
  const { value: invoice } = editor.invoice
  kept.set(invoice?.id ?? 'new', { owner: whose, version: invoice?.version ?? null, draft: editor.draft.value })
}

function take(id: string): Kept | null {
  const found = kept.get(id)
  kept.delete(id)
  return found?.owner === owner.value ? found : null
}
