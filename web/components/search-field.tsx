import { Search } from 'lucide-preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { narrow } from '../models/navigation.ts'
import { useDebounced } from '../models/use-debounced.ts'
import { Icon } from './icon.tsx'

const SEARCH_AFTER_MS = 150

/** Search as one types; the text is kept in the address as `q`, and follows it when something else changes it. */
export function SearchField({ url, q, label }: { url: string; q: string; label: string }) {
  const [text, setText] = useState(q)
  const rested = useDebounced(text, SEARCH_AFTER_MS)
  const told = useRef(q)
  useEffect(() => {
    const words = rested.trim()
    if (words === told.current) return
    told.current = words
    narrow(url, { q: words })
  }, [rested])
  useEffect(() => {
    if (q === told.current) return
    told.current = q
    setText(q)
  }, [q])
  return (
    <span class="box search" data-search>
      <Icon of={Search} />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <kbd>/</kbd>
    </span>
  )
}
