import { useSignal } from '@preact/signals'
import type { Business } from '../../../../core/contract/business.ts'
import type { DocumentEditor } from '../../../models/document-editor.ts'
import type { EditorKind } from '../../../models/document-kind.ts'
import { useMailText } from '../../../models/mail-text.ts'
import { showUndo } from '../../../models/toasts.ts'
import { greetingMessage } from './start.ts'

/**
 * The words of the mail until the person writes others: the text that was picked, or the default of the business in the
 * language of the contact, or the greeting that comes with the product.
 */
export function useMessage(kind: EditorKind, editor: DocumentEditor, business: Business) {
  const picked = useSignal('')
  const { contact } = editor.draft.value
  const of = { contact: contact?.id ?? '' }
  const text = useMailText(kind, { of, templateId: picked.value, contactName: contact?.display_name ?? '' })
  const own = text.name === null ? null : text.message
  const value = editor.message.value ?? own ?? greetingMessage(kind, editor.draft.value, business)
  const pick = (templateId: string) => {
    const before = { typed: editor.message.value, picked: picked.value }
    picked.value = templateId
    editor.message.value = null
    if (before.typed === null) return
    showUndo('What you typed was replaced', () => {
      picked.value = before.picked
      editor.message.value = before.typed
    })
  }
  const subject = text.name === null ? '' : text.subject
  const { language } = text
  const words = {
    message: value.trim() || null,
    ...(subject ? { subject } : {}),
    ...(language ? { language } : {}),
  }
  return { value, text, picked: picked.value, pick, words }
}
