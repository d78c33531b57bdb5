import type { LucideIcon } from 'lucide-preact'

/** Always decoration: the words stand beside it, or in the label of the button around it. */
export function Icon({ of: Of, size = '' }: { of: LucideIcon; size?: '' | 'large' | 'huge' }) {
  return <Of class={`icon ${size}`} aria-hidden="true" />
}
