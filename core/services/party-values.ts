import { z } from 'zod'
import { firstName } from '../domain/contacts/first-name.ts'
import type { TemplateValues } from '../domain/templates/variables.ts'
import type { BusinessRow } from './settings.ts'

/** A customer, as far as texts name him. */
export const ContactFacts = z
  .object({
    display_name: z.string(),
    company_name: z.string().nullable().default(null),
    email: z.string().nullable(),
    phone: z.string().nullable().default(null),
    language: z.string().nullable().default(null),
  })
  .nullable()
export type ContactFacts = z.infer<typeof ContactFacts>

/** Who writes, and to whom. */
export const partyValues = (
  { business, author }: { business: BusinessRow; author: string | null },
  contact: NonNullable<ContactFacts>,
): TemplateValues => ({
  'contact.name': contact.display_name,
  'contact.first_name': firstName(contact.display_name),
  'contact.company': contact.company_name,
  'contact.email': contact.email,
  'contact.phone': contact.phone,
  'business.name': business.name,
  'business.phone': business.phone,
  'business.email': business.email,
  'business.website': business.website,
  'author.name': author,
  'author.first_name': author && firstName(author),
})
