import { useQuery } from '@tanstack/preact-query'
import { X } from 'lucide-preact'
import { Icon } from '../../components/icon.tsx'
import { contacts } from '../../models/contacts.ts'

/** The list of one contact; pressing it shows everyone again. */
export function ContactChip({ id, clear }: { id: string; clear: string }) {
  const name = useQuery(contacts.one(id)).data?.display_name ?? 'One contact'
  return (
    <a class="chip on" href={clear} aria-label={`Only ${name}. Show all`}>
      {name} <Icon of={X} />
    </a>
  )
}
