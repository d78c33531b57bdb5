import { useLayoutEffect, useRef } from 'preact/hooks'
import { shortcutsOn } from '../../models/theme.ts'

/** Letters while nothing is typed, where they are not switched off (2.1.4); from within a field Escape and Ctrl with Enter. */
export function useKeys(keys: Record<string, () => unknown>, whole: () => unknown): void {
  const now = useRef({ keys, whole })
  now.current = { keys, whole }
  // With what shows them: a key that comes right then counts.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      // Behind a window nothing is decided.
      if (document.querySelector('dialog[open]')) return
      const isTyping = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
      if (isTyping && event.key === 'Escape') return (event.target as HTMLElement).blur()
      const isWhole = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
      if (isWhole) {
        event.preventDefault()
        return now.current.whole()
      }
      if (isTyping || !shortcutsOn.value || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const does = now.current.keys[event.key]
      if (!does) return
      event.preventDefault()
      does()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

export const firstWrong = () =>
  document.querySelector('.ops-draft [aria-invalid="true"]')?.closest<HTMLElement>('[data-path]')?.dataset.path ?? null

export function focusOn(path: string | null): void {
  if (!path) return
  const field = document.querySelector<HTMLInputElement>(
    `.ops-draft [data-path="${CSS.escape(path)}"] :is(input, select, textarea)`,
  )
  field?.focus()
  if (field instanceof HTMLInputElement && field.type === 'text') field.select()
}
