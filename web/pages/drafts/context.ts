import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Suggestion } from '../../models/suggestion/editing.ts'

/** What every part of the panel looks at. */
interface Shown {
  suggestion: Suggestion
  /** The text beside the panel in which the words are marked; undefined where there is none. */
  text: string | undefined
}
export const ShownContext = createContext<Shown | null>(null)

export function useShown(): Shown {
  const shown = useContext(ShownContext)
  if (!shown) throw new Error('outside of a suggestion')
  return shown
}
