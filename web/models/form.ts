import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { go } from './navigation.ts'
import { fieldErrors } from './sentences.ts'
import { forgetStored, formPlace, owner, readStored, store } from './stored-drafts.ts'
import { dropAbout, showToast } from './toasts.ts'

/** What a field lacks, in the words that it shows; anything empty is nothing. */
export type Missing<V> = { [K in keyof V]?: string | false | null }

export type Form<V extends object = Record<never, never>> = ReturnType<typeof useForm<V>>

/** A form that is left by any link, by Esc or with the page: what was typed stays on this device until it is saved or discarded. */
export interface Left {
  /** As a sentence names it, such as `Business`. */
  name: string
  path: string
  /** Of which thing there, where it has several. */
  id?: string | undefined
}

/**
 * A small form: what it begins with and what was typed over it, busy, the errors by field, and what went wrong besides.
 * `fields` are those that can show an error of their own.
 */
export function useForm<V extends object>(start: V, fields: readonly string[] = Object.keys(start), place?: Left) {
  const key = place && formPlace(`${place.path} ${place.name} ${place.id ?? ''}`)
  const before = useMemo(() => keptOf(start, key), [])
  const typed = useSignal<Partial<V>>(before)
  const busy = useSignal(false)
  const errors = useSignal<Record<string, string>>({})
  const problem = useSignal<unknown>(null)
  const values: V = { ...start, ...typed.value }

  const change = (next: Partial<V>) => {
    typed.value = next
    if (!key) return
    if (Object.keys(next).length > 0) store(key, next)
    else forgetStored(key)
  }
  const set = (changes: Partial<V>) => change({ ...typed.value, ...changes })
  useLeaving(place, key, () => !busy.value && readStored(key ?? '') !== null)

  const attempt = async (missing: Missing<V>, work: () => Promise<unknown>): Promise<boolean> => {
    const lacking = Object.entries(missing).filter(([, words]) => words)
    errors.value = Object.fromEntries(lacking) as Record<string, string>
    problem.value = null
    if (lacking.length > 0) return false
    busy.value = true
    try {
      await work()
      if (key) forgetStored(key)
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
    /** It began with what was typed before and left. */
    isContinued: Object.keys(before).length > 0,
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

/** What was typed before and is still a field of the form. */
function keptOf<V extends object>(start: V, key: string | undefined): Partial<V> {
  const kept = key === undefined ? null : readStored<Partial<V>>(key)
  return Object.fromEntries(Object.entries(kept ?? {}).filter(([name]) => name in start)) as Partial<V>
}

/** Leaving says that something is not saved, and where. */
function useLeaving(place: Left | undefined, key: string | undefined, isUnsaved: () => boolean): void {
  useEffect(() => {
    if (!place || !key) return
    dropAbout(key)
    return () => {
      if (owner.value === '' || !isUnsaved()) return
      showToast({
        about: key,
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
