import { CREATIONS, isOpen, LINKS } from '../places.ts'
import { createSheetOpen, openDialogs, paletteOpen, shortcutsSheetOpen } from './dialogs.ts'
import { go } from './navigation.ts'
import { askForWork } from './new-work.ts'
import { pageCommands } from './page-commands.ts'
import { shortcutsOn } from './theme.ts'
import { lastUndo, runToast } from './toasts.ts'

const CHORD_MS = 1200

/** What a key does; the sheet that `?` opens says it in words. */
interface Shortcut {
  keys: string
  /** Without this right it does nothing. */
  needs?: string | undefined
  run: () => void
}

/** What is open has the first word: its next is not that of the list. */
type Offered = Omit<Shortcut, 'keys'> & { keys?: string }

export const places: Shortcut[] = LINKS.map(({ keys, href, needs }) => ({ keys, needs, run: () => go(href) }))
/** Who may not create sees the list without a form: rights may still be on their way when the key comes. */
export const creations: Shortcut[] = CREATIONS.map(({ keys, href }) => ({ keys, run: () => go(href) }))
export const rest: Shortcut[] = [
  { keys: 'w', needs: 'work_items.create', run: () => askForWork() },
  { keys: '/', run: focusSearch },
  { keys: 'j', run: () => moveInList(1) },
  { keys: 'k', run: () => moveInList(-1) },
  { keys: 'z', run: undoLast },
  { keys: '?', run: showShortcuts },
]
const all = [...places, ...creations, ...rest]

/** Ctrl+K always works; single letters only while nothing is being typed, no dialog is open and they are switched on. */
export function startShortcuts(): () => void {
  let first = ''
  let at = 0
  const keyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') return openPalette(event)
    if (!shortcutsOn.value || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (event.key !== 'z' && openDialogs.value.length > 0) return
    const chord = event.timeStamp - at < CHORD_MS ? `${first} ${event.key}` : event.key
    const offered: readonly Offered[] = [...(pageCommands.value?.commands ?? []), ...all]
    const found = offered.find(({ keys }) => keys === chord) ?? offered.find(({ keys }) => keys === event.key)
    first = event.key
    at = event.timeStamp
    if (!found || !isOpen(found)) return
    event.preventDefault()
    at = 0
    found.run()
  }
  addEventListener('keydown', keyDown)
  return () => removeEventListener('keydown', keyDown)
}

function openPalette(event: KeyboardEvent): void {
  event.preventDefault()
  createSheetOpen.value = false
  paletteOpen.value = !paletteOpen.value
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

function focusSearch(): void {
  const search = document.querySelector<HTMLInputElement>('main [data-search] input')
  if (search) search.focus()
  else paletteOpen.value = true
}

function moveInList(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = at === -1 ? (step > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + step))
  rows[next]?.focus()
}

function showShortcuts(): void {
  shortcutsSheetOpen.value = true
}

function undoLast(): void {
  const toast = lastUndo()
  if (toast) runToast(toast)
}
