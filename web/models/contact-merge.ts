import type { Contact, ContactUsage, MERGE_FIELDS } from '../../core/contract/contacts.ts'
import { contacts, contactTypeLabel } from './contacts.ts'
import { plural } from './format.ts'
import { workWord, workWords } from './labels.ts'
import { sentence } from './sentences.ts'
import { showToast, showUndo } from './toasts.ts'

export type MergeField = (typeof MERGE_FIELDS)[number]

const NAMES: Record<MergeField, string> = {
  display_name: 'Name',
  company_name: 'Company',
  type: 'Type',
  email: 'Email',
  phone: 'Phone',
  address: 'Address',
  tax_id: 'Tax ID',
  language: 'Language',
  assigned_to: 'Looked after by',
}

export interface Choice {
  field: MergeField
  name: string
  here: string
  there: string
}

/** What two contacts say differently, both of them something; `nameOf` tells a member and a language. */
export function choicesOf(
  here: Contact,
  there: Contact,
  nameOf: (field: MergeField, value: string) => string,
): Choice[] {
  const said = (contact: Contact, field: MergeField) => textOf(contact, field, nameOf)
  return (Object.keys(NAMES) as MergeField[])
    .map((field) => ({ field, name: NAMES[field], here: said(here, field), there: said(there, field) }))
    .filter((choice) => choice.here !== '' && choice.there !== '' && choice.here !== choice.there)
}

function textOf(contact: Contact, field: MergeField, nameOf: (field: MergeField, value: string) => string): string {
  if (field === 'address') return addressOf(contact)
  if (field === 'type') return contactTypeLabel(contact.type)
  if (field === 'phone') return contact.phone_formatted ?? ''
  const value = contact[field] ?? ''
  return value && (field === 'assigned_to' || field === 'language') ? nameOf(field, value) : value
}

const addressOf = (contact: Contact): string =>
  [contact.address_line1, contact.address_line2, contact.postal_code, contact.city, contact.region]
    .filter(Boolean)
    .join(', ')

/** What a merge moves, in words: "2 invoices, 1 conversation"; nothing for nothing. */
export function movedText({ invoices, quotes, work_items, conversations, expenses, files }: ContactUsage): string {
  const counts: [count: number, one: string, many?: string][] = [
    [invoices, 'invoice'],
    [quotes, 'quote'],
    [work_items, workWord(), workWords()],
    [conversations, 'conversation'],
    [expenses, 'expense'],
    [files, 'file'],
  ]
  return counts.flatMap(([count, ...words]) => (count === 0 ? [] : [plural(count, ...words)])).join(', ')
}

export async function merge(here: Contact, there: Contact, take: MergeField[]): Promise<Contact> {
  const merged = await contacts.act(here.id, 'merge', {
    other_id: there.id,
    take,
    if_match_version: here.version,
    other_version: there.version,
  })
  showUndo(`${there.display_name} was merged into ${merged.display_name}`, () => void unmerge(merged))
  return merged
}

export async function unmerge(contact: Pick<Contact, 'id' | 'last_merge'>): Promise<void> {
  const gone = contact.last_merge?.display_name ?? 'The other contact'
  try {
    await contacts.act(contact.id, 'unmerge', {})
    showToast({ text: `${gone} is a contact of its own again` })
  } catch (error) {
    showToast({ text: `Not taken back. ${sentence(error)}`, kind: 'failed' })
  }
}
