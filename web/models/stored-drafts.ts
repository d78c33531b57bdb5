import { computed } from '@preact/signals'
import { signedIn } from './session.ts'

const NAME = 'draft '
const FORM = 'form'
/** More than anybody has open at once; the oldest give way. */
const STORED_MAX = 50

/** Whose drafts these are: nobody else who signs in here is shown them. */
export const owner = computed(() => (signedIn.value ? `${signedIn.value.user.id} ${signedIn.value.tenant_id}` : ''))
export const placeFor = (whose: string, word: string, id: string) => `${whose} ${word} ${id}`

/** A form in Settings or in a window. */
export const formPlace = (id: string) => placeFor(owner.value, FORM, id)

/** Who signs out leaves nothing half typed in forms behind; his drafts of documents wait for him. */
export function forgetForms(): void {
  const isForm = new RegExp(`^(${NAME})?${signedIn.value?.user.id} \\S+ ${FORM} `)
  for (const place of inMemory.keys()) if (isForm.test(place)) inMemory.delete(place)
  try {
    for (const name of Object.keys(localStorage)) if (isForm.test(name)) localStorage.removeItem(name)
  } catch {
    // They were in memory only.
  }
}

/** It was sent or deleted: nothing of it is needed any more. */
export const forgetDraft = ({ word }: { word: string }, id: string) => forgetStored(placeFor(owner.value, word, id))

// Where storage is forbidden or full, at least for as long as the page lives.
const inMemory = new Map<string, string>()

export function store(place: string, value: object): void {
  const text = JSON.stringify({ at: Date.now(), value })
  try {
    localStorage.setItem(NAME + place, text)
    inMemory.delete(place)
    dropOldest()
  } catch {
    inMemory.set(place, text)
  }
}

export function readStored<T>(place: string): T | null {
  const text = inMemory.get(place) ?? stored(NAME + place)
  try {
    return text ? (JSON.parse(text) as { value: T }).value : null
  } catch {
    return null
  }
}

export function forgetStored(place: string): void {
  inMemory.delete(place)
  try {
    localStorage.removeItem(NAME + place)
  } catch {
    // It never was there.
  }
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function dropOldest(): void {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(NAME))
  if (names.length <= STORED_MAX) return
  const atOf = (name: string) => Number(/"at":(\d+)/.exec(stored(name) ?? '')?.[1])
  const [oldest] = names.sort((a, b) => atOf(a) - atOf(b))
  if (oldest) localStorage.removeItem(oldest)
}
