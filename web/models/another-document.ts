import type { AnyDocument } from '../../core/contract/documents.ts'
import type { EditorKind } from './document-kind.ts'
import { addDays, daysBetween, today } from './format.ts'
import { go } from './navigation.ts'
import { sentence } from './sentences.ts'
import { showToast } from './toasts.ts'

/**
 * Begins a draft like one that was sent: all of it but its days, which are new, what named that one order, and what was
 * billed of that one before.
 */
export async function makeAnother(kind: EditorKind, document: AnyDocument): Promise<void> {
  const issueDate = today()
  const days = daysBetween(document.issue_date, kind.until.of(document))
  const untilDate = addDays(issueDate, days)
  const like = kind.draftOf(document)
  const lines = like.lines.filter((line) => line.deduction === null)
  const draft = { ...like, lines, issueDate, untilDate, reference: '', poNumber: '' }
  try {
    const made = await kind.save(draft, null)
    kind.keep(made)
    go(`${kind.path}?edit=${made.id}`)
  } catch (error) {
    showToast({ text: `No draft was made. ${sentence(error)}`, kind: 'failed' })
  }
}
