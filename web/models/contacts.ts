import type { CreateContact } from '../../core/contract/contacts.ts'
import { labels } from './labels.ts'
import { Resource } from './resource.ts'

export type ContactInput = Partial<Omit<CreateContact, 'display_name'>> & { display_name: string }

export const CONTACT_TYPES = [
  {
    value: 'CUSTOMER',
    get label() {
      return labels.value.contact_customer
    },
  },
  {
    value: 'VENDOR',
    get label() {
      return labels.value.contact_vendor
    },
  },
  { value: 'LEAD', label: 'Lead' },
  { value: 'OTHER', label: 'Other' },
] as const
export const contactTypeLabel = (type: string) => CONTACT_TYPES.find((each) => each.value === type)?.label ?? type

export const contacts = new Resource('contact', '/v1/contacts', { shows: ['invoice', 'payment'] })

export const createContact = (input: ContactInput) => contacts.create(withoutBlanks(input))

function withoutBlanks(input: ContactInput): ContactInput {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== '' && value !== null)) as ContactInput
}
