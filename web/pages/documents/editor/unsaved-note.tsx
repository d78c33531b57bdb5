import { useDraft } from './context.ts'

/** Beside what cannot be saved as it stands, why; where an attempt to send said so in its fields, they say it. */
export function UnsavedNote({ of }: { of: string }) {
  const words = useUnsaved(of)
  return words ? <p class="small unsaved">Not saved yet. {words}</p> : null
}

/** Why the field, or one of those that begin with its name and a point, is not saved; null when it is. */
export function useUnsaved(field: string): string | null {
  const { editor, errors } = useDraft()
  const isOf = ([name]: [string, string]) => name === field || name.startsWith(`${field}.`)
  if (!editor.isUnsaved || Object.entries(errors).some(isOf)) return null
  return Object.entries(editor.unsavable.value).find(isOf)?.[1] ?? null
}
