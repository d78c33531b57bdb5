import type { Contact, CreateContact, TimelineItem, UpdateContact } from '../../core/contract/contacts.ts'
import { get, patch, post, remove } from '../api.ts'
import { changed, queryClient } from './queries.ts'

export type ContactInput = Partial<Omit<CreateContact, 'display_name'>> & { display_name: string }

export const CONTACT_TYPES = [
  { value: 'CUSTOMER', label: 'Customer' },
  { value: 'VENDOR', label: 'Vendor' },
  { value: 'LEAD', label: 'Lead' },
  { value: 'OTHER', label: 'Other' },
] as const
export const contactTypeLabel = (type: string) => CONTACT_TYPES.find((each) => each.value === type)?.label ?? type

export const contactSearchQuery = (q: string) => ({
  queryKey: ['contacts', 'search', q],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await get<Contact[]>('/v1/contacts', { q, limit: 8 }, signal)).data,
})

export const contactQuery = (id: string) => ({
  queryKey: ['contacts', 'one', id],
  queryFn: async () => (await get<Contact>(`/v1/contacts/${encodeURIComponent(id)}`)).data,
})

export const timelineQuery = (id: string) => ({
  queryKey: ['timeline', id],
  queryFn: async () => (await get<TimelineItem[]>(`/v1/contacts/${encodeURIComponent(id)}/timeline`)).data,
})

export async function createContact(input: ContactInput): Promise<Contact> {
  const { data } = await post<Contact>('/v1/contacts', withoutBlanks(input))
  keep(data)
  return data
}

export async function updateContact(
  contact: Contact,
  changes: Omit<UpdateContact, 'if_match_version'>,
): Promise<Contact> {
  const { data } = await patch<Contact>(`/v1/contacts/${contact.id}`, { ...changes, if_match_version: contact.version })
  keep(data)
  return data
}

export async function deleteContact(contact: Contact): Promise<void> {
  await remove(`/v1/contacts/${contact.id}`)
  queryClient.removeQueries({ queryKey: ['contacts', 'one', contact.id] })
  changed('contact')
}

export function keep(contact: Contact): void {
  queryClient.setQueryData(['contacts', 'one', contact.id], contact)
  changed('contact')
}

function withoutBlanks(input: ContactInput): ContactInput {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== '' && value !== null)) as ContactInput
}
