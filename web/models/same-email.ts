import { useQuery } from '@tanstack/preact-query'
import { contacts } from './contacts.ts'
import { queryClient } from './queries.ts'
import { useDebounced } from './use-debounced.ts'

const SETTLED_MS = 300
const LOOKED_AT = 20

const byEmail = (email: string) => contacts.rows({ q: email, limit: LOOKED_AT })
const isEmail = (text: string) => /^\S+@\S+\.\S+$/.test(text)

/** Another contact with an address that is being typed: a hint, since two people may share a mailbox. */
export function useSameEmail(typed: string) {
  const email = useDebounced(typed.trim().toLowerCase(), SETTLED_MS)
  const { data } = useQuery({ ...byEmail(email), enabled: isEmail(email) })
  return isEmail(email) ? data?.find((contact) => contact.email?.toLowerCase() === email) : undefined
}

/** Its name, of a contact that has just been changed; nothing when there is none, or when it cannot be asked. */
export async function nameWithSameEmail(email: string, exceptId: string): Promise<string | undefined> {
  if (!isEmail(email)) return undefined
  const found = await queryClient.fetchQuery(byEmail(email.toLowerCase())).catch(() => [])
  return found.find((contact) => contact.id !== exceptId && contact.email?.toLowerCase() === email.toLowerCase())
    ?.display_name
}
