import { useQuery } from '@tanstack/preact-query'
import type { LucideIcon } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { membersQuery } from '../models/team.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'

// What the rows of a list beside an open pane share.

/** An icon that says something, in words for who cannot see it. */
export const Sign = ({ icon, words, muted }: { icon: LucideIcon; words: string; muted?: boolean }) => (
  <span class={`sign${muted ? ' muted' : ''}`} title={words}>
    <Icon of={icon} />
    <span class="visually-hidden">{words}</span>
  </span>
)

export function Assignee({ id }: { id: string }) {
  const name = useQuery(membersQuery).data?.find(({ user_id }) => user_id === id)?.name
  if (name === undefined) return null
  return (
    <span class="sign" title={`Assigned to ${name}`}>
      <Avatar name={name} />
      <span class="visually-hidden">Assigned to {name}</span>
    </span>
  )
}

/** What is opened by a key is brought into sight; on a phone the list comes back to the row that one came from. */
export function useInView(isOpen: boolean, wasLeft: boolean) {
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (isOpen) link.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  useEffect(() => {
    if (!wasLeft) return
    link.current?.scrollIntoView({ block: 'center' })
    link.current?.focus({ preventScroll: true })
  }, [])
  return link
}
