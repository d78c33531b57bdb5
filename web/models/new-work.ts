import { signal } from '@preact/signals'

/** What new work begins with (components/new-work-dialog.tsx). */
export interface NewWork {
  title?: string
  contact?: { id: string; display_name: string } | null
  /** What it is made from; who has that gets the work. */
  conversation?: { id: string; assigned_to: string | null }
  /** What its other fields begin with, as one types it. */
  typed?: Partial<Record<'due' | 'priority' | 'description' | 'assigned_to', string>> & {
    labels?: Readonly<Record<string, string>>
  }
}

export const newWork = signal<NewWork | null>(null)

export const askForWork = (from: NewWork = {}): void => {
  newWork.value = from
}
