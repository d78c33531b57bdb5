import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** For a field that comes later than its dialog: the attribute is heeded only while a page or a dialog opens. */
export function useAutoFocus<Element extends HTMLElement>(wanted = false): RefObject<Element | null> {
  const element = useRef<Element>(null)
  // At once: keys typed between the first paint and a later effect would be lost.
  useLayoutEffect(() => {
    const isFree = document.activeElement === document.body || element.current?.closest('dialog[open]')
    if (wanted && isFree) element.current?.focus()
  }, [])
  return element
}
