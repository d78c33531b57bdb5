import { useSignal } from '@preact/signals'
import { fieldErrors } from './sentences.ts'

/** What a field lacks, in the words that it shows; anything empty is nothing. */
export type Missing<V> = { [K in keyof V]?: string | false | null }

export type Form<V extends object = Record<never, never>> = ReturnType<typeof useForm<V>>

/**
 * A small form: what it begins with and what was typed over it, busy, the errors by field, and what went wrong besides.
 * `fields` are those that can show an error of their own.
 */
export function useForm<V extends object>(start: V, fields: readonly string[] = Object.keys(start)) {
  const typed = useSignal<Partial<V>>({})
  const busy = useSignal(false)
  const errors = useSignal<Record<string, string>>({})
  const problem = useSignal<unknown>(null)
  const values: V = { ...start, ...typed.value }
  const set = (changes: Partial<V>) => {
    typed.value = { ...typed.value, ...changes }
  }

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
    reset: () => {
      typed.value = {}
    },
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

/** Puts the cursor into the first field that needs attention. */
export function focusFirstInvalid(root: ParentNode = document): void {
  queueMicrotask(() => requestAnimationFrame(() => root.querySelector<HTMLElement>('[aria-invalid]')?.focus()))
}
