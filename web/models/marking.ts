import { signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'

/** The message whose words are marked, and what draws them so (pages/inbox/suggestion.tsx). */
export const marking = signal<{ message: string; Text: FunctionComponent<{ text: string }> } | null>(null)
