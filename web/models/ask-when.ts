import { signal } from '@preact/signals'

/** A question for a day and a time, as a window asks it (components/when-dialog.tsx). */
export interface When {
  title: string
  verb: string
  chosen: (at: string) => unknown
}

export const asked = signal<When | null>(null)

export const askWhen = (title: string, verb: string, chosen: When['chosen']): void => {
  asked.value = { title, verb, chosen }
}
