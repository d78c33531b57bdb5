import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { go } from './navigation.ts'
import { fieldErrors } from './sentences.ts'
import { owner } from './stored-drafts.ts'
import { showToast } from './toasts.ts'

/** What a field lacks, in the words that it shows; anything empty is nothing. */
export type Missing<V> = { [K in keyof V]?: string | false | null }

export type Form<V extends object = Record<never, never>> = ReturnType<typeof useForm<V>>

/** A form on a page of its own, which is left by any link: what was typed stays until it is saved or discarded. */
export interface Left {
  /** As a sentence names it, such as `Business`. */
  name: string
  path: string
}

// In memory, for whoever typed it: closing the page asks first.
const left = new Map<string, object>()

/**
 * A small form: what it begins with and what was typed over it, busy, the errors by field, and what went wrong besides.
 * `fields` are those that can show an error of their own.
 */
export function useForm<V extends object>(start: V, fields: readonly string[] = Object.keys(start), place?: Left) {
  const key = `${owner.value} ${place?.path}`
  const typed = useSignal<Partial<V>>((left.get(key) as Partial<V> | undefined) ?? {})
  const busy = useSignal(false)
  const errors = useSignal<Record<string, string>>({})
  const problem = useSignal<unknown>(null)
  const values: V = { ...start, ...typed.value }

  const change = (next: Partial<V>) => {
    typed.value = next
    if (!place) return
    if (Object.keys(next).length > 0) left.set(key, next)
    else left.delete(key)
  }
  const set = (changes: Partial<V>) => change({ ...typed.value, ...changes })
  useLeaving(place, () => left.has(key) && !busy.value)

  const attempt = async (missing: Missing<V>, work: () => Promise<unknown>): Promise<boolean> => {
    const lacking = Object.entries(missing).filter(([, words]) => words)
    errors.value = Object.fromEntries(lacking) as Record<string, string>
    problem.value = null
    if (lacking.length > 0) return false
    busy.value = true
    try {
      await work()
      return true
    } catch (error) {
      errors.value = fieldErrors(error)
      if (!fields.some((field) => errors.value[field])) problem.value = error
      return false
    } finally {
      busy.value = false
    }
  }
  return {
    values,
    typed: typed.value,
    set,
    reset: () => change({}),
    busy: busy.value,
    errors: errors.value,
    problem: problem.value,
    /** Does it unless something is missing; what needs attention gets the cursor. True when it is done. */
    send: async (missing: Missing<V>, work: () => Promise<unknown>): Promise<boolean> => {
      if (busy.value) return false
      const done = await attempt(missing, work)
      if (!done) focusFirstInvalid()
      return done
    },
    /** Value, change and error of a field of text. */
    text: (name: Texts<V>) => ({
      value: values[name] as string,
      onInput: (value: string) => set({ [name]: value } as Partial<V>),
      error: errors.value[name],
    }),
  }
}

type Texts<V> = { [K in keyof V]: V[K] extends string ? K : never }[keyof V] & string

/** Leaving says that something is not saved, and where; closing the page asks first. */
function useLeaving(place: Left | undefined, isUnsaved: () => boolean): void {
  useEffect(() => {
    if (!place) return
    const closing = (event: BeforeUnloadEvent) => {
      if (isUnsaved()) event.preventDefault()
    }
    addEventListener('beforeunload', closing)
    return () => {
      removeEventListener('beforeunload', closing)
      if (!isUnsaved() || owner.value === '') return
      showToast({
        text: `${place.name}: your changes are kept here, not saved yet`,
        action: { label: 'Open', run: () => go(place.path) },
      })
    }
  }, [])
}

/** Puts the cursor into the first field that needs attention. */
export function focusFirstInvalid(root: ParentNode = document): void {
  queueMicrotask(() => requestAnimationFrame(() => root.querySelector<HTMLElement>('[aria-invalid]')?.focus()))
}
