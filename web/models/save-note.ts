import { blocksSaving } from './document-draft.ts'
import type { DocumentEditor, SaveState } from './document-editor.ts'
import { clock } from './format.ts'

export interface SaveNote {
  words: string
  /** For a phone. */
  short: string
  isBad: boolean
}

/** How the save went, and what it left out. */
export const saveNote = (editor: DocumentEditor): SaveNote =>
  noteOf(editor.state.value, editor.savedAt.value, editor.isUnsaved ? editor.unsavable.value : {})

export function noteOf(
  state: SaveState,
  savedAt: number | null,
  unsavable: Record<string, string>,
  time: (at: number) => string = clock,
): SaveNote {
  const blocking = Object.keys(unsavable).find(blocksSaving)
  if (state === 'conflict') return bad('Changed by someone else')
  if (state === 'failed') return bad('Not saved yet')
  if (blocking) return { ...bad(`Not saved. ${unsavable[blocking]}`), short: 'Not saved yet' }
  if (state === 'saving') return good('Saving…')
  if (savedAt === null) return good('')
  const left = leftOut(Object.keys(unsavable))
  if (left) return { ...bad(`Saved ${time(savedAt)}, but not ${left}`), short: 'Not all saved' }
  return good(`Saved ${time(savedAt)}`)
}

const good = (words: string): SaveNote => ({ words, short: words, isBad: false })
const bad = (words: string): SaveNote => ({ words, short: words, isBad: true })

/** `line 2`, `lines 2, 3 and the discount`. */
export function leftOut(fields: readonly string[]): string {
  const lines = [...new Set(fields.flatMap((field) => /^line_items\.(\d+)/.exec(field)?.[1] ?? []))].map((at) =>
    String(Number(at) + 1),
  )
  return [
    ...(lines.length > 0 ? [`${lines.length > 1 ? 'lines' : 'line'} ${lines.join(', ')}`] : []),
    ...(fields.some((field) => field.startsWith('charges.')) ? ['a charge'] : []),
    ...(fields.includes('discount') ? ['the discount'] : []),
    ...(fields.includes('deposit') ? ['the deposit'] : []),
  ].join(' and ')
}
