import { useSignal } from '@preact/signals'
import { fieldErrors, sentence } from './sentences.ts'

/** What a small form needs: busy, the errors by field, and one sentence for what belongs to no field. */
export function useSubmit(fields: readonly string[]) {
  const busy = useSignal(false)
  const errors = useSignal<Record<string, string>>({})
  const problem = useSignal<unknown>(null)

  const submit = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    errors.value = {}
    problem.value = null
    try {
      await work()
      return true
    } catch (error) {
      errors.value = fieldErrors(error)
      const isShown = fields.some((field) => errors.value[field])
      if (!isShown) problem.value = error
      return false
    } finally {
      busy.value = false
    }
  }
  return {
    busy,
    errors,
    problem,
    submit,
    refuse: (found: Record<string, string>) => {
      errors.value = found
      return Object.keys(found).length > 0
    },
    message: () => (problem.value ? sentence(problem.value) : null),
  }
}

/** Puts the cursor into the first field that needs attention. */
export function focusFirstInvalid(root: ParentNode = document): void {
  queueMicrotask(() => requestAnimationFrame(() => root.querySelector<HTMLElement>('[aria-invalid]')?.focus()))
}
