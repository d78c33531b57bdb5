import type { Presence } from '../../core/contract/presence.ts'

/** Where a page is: the conversation that is open in it, and what is done there. */
export interface At {
  conversation: string
  state: Presence['state']
}

const TOLD_MAX = 20

/** Who is at one place, each once: who writes in one page and reads in another, writes. */
export function presentIn(pages: readonly { member: string; at: At | null }[]): { id: string; state: At['state'] }[] {
  const states = new Map<string, At['state']>()
  for (const { member, at } of pages) if (at && states.get(member) !== 'WRITING') states.set(member, at.state)
  return [...states].slice(0, TOLD_MAX).map(([id, state]) => ({ id, state }))
}
