import type { Conversation } from '../../core/contract/conversations.ts'
import { firstName } from '../../core/domain/contacts/first-name.ts'
import type { TemplateValues } from '../../core/domain/templates/variables.ts'
import { Resource } from './resource.ts'
import { user } from './session.ts'

/** Texts that are used again and again. */
export const templates = new Resource('template', '/v1/templates')
export const cannedReplies = templates.rows({ type: 'MESSAGE', limit: 100 })

interface Business {
  name: string
  phone: string | null
  email: string | null
  website: string | null
}

/** What a text may ask for, as far as it is known here. */
export function valuesFor({ contact, from }: Conversation, business: Business | undefined): TemplateValues {
  const name = contact?.display_name || from.name
  const author = user.value?.name ?? ''
  return {
    'contact.name': name,
    'contact.first_name': firstName(name),
    'contact.email': contact?.email ?? from.address,
    'contact.phone': contact?.phone ?? null,
    'business.name': business?.name ?? null,
    'business.phone': business?.phone ?? null,
    'business.email': business?.email ?? null,
    'business.website': business?.website ?? null,
    'author.name': author,
    'author.first_name': firstName(author),
  }
}

/** A variable that is still to be filled. */
export const unfilled = (text: string): string | undefined => /\{\{\s*[a-z_]+\.[a-z_]+\s*\}\}/.exec(text)?.[0]
