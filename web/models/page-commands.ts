import { signal } from '@preact/signals'
import type { LucideIcon } from 'lucide-preact'

export interface Command {
  id: string
  label: string
  icon: LucideIcon
  keys?: string
  run: () => void
}

export interface PageCommands {
  title: string
  commands: readonly Command[]
}

/** What can be done with the thing that is open: first in the palette, and by their keys. */
export const pageCommands = signal<PageCommands | null>(null)
