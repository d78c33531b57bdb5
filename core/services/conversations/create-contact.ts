import { sql } from 'drizzle-orm'
import { CreateContact } from '../../contract/contacts.ts'
import type { CreateSender } from '../../contract/conversations.ts'
import { newId } from '../../db/ids.ts'
import { callStep, setRecord } from '../../db/records.ts'
import { contacts } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { parseEmail, parsePhone } from '../../domain/kernel/contact-points.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { postalParts } from '../../domain/mail/postal-parts.ts'
import { columnsOf, indexFields } from '../contacts/fields.ts'
import { indexTerms } from '../search-terms.ts'
import { type ConversationRow, conversationObject, parseConversation } from './internal.ts'
import { readSender, type Sender } from './sender.ts'

const NAME_MAX = 200
const ADDRESS_LINE_MAX = 200

/**
 * Makes whoever began a conversation a contact, with what was typed, else with what he wrote himself; one with his address is
 * taken instead. All that he wrote from it belongs to the contact then. Two trips.
 */
export function createSender(tenant: TenantDb, id: string, input: CreateSender): Promise<ConversationRow> {
  return tenant.once('conversations.create_contact', parseConversation, async () => {
    const sender = await readSender(tenant, 'conversations.create_contact', id)
    const contactId = sender.contact_id ?? newId()
    const fields = fieldsOf(sender, input)
    const made = sender.contact_id === null ? contactSteps(tenant, contactId, fields) : []
    return tenant.write(
      {
        action: 'conversations.create_contact',
        id,
        version: input.if_match_version,
        changes: { contact_id: contactId },
      },
      [...made, linkStep(tenant, id, sender.from_address, contactId), ...foundBy(tenant, id, fields.display_name)],
      conversationObject(id),
      parseConversation,
    )
  })
}

function contactSteps(tenant: TenantDb, id: string, fields: CreateContact): Step[] {
  const row = { id, ...columnsOf(fields), type: fields.type, displayName: fields.display_name }
  return [tenant.insert(contacts, [row]), ...indexFields(tenant, id, fields)]
}

const linkStep = (tenant: TenantDb, id: string, address: string, contactId: string): Step =>
  address
    ? tenant.db.execute(sql`select app.link_sender(${address}, ${contactId}::uuid)`)
    : setRecord(tenant, 'conversations', id, { contactId })

const foundBy = (tenant: TenantDb, id: string, name: string) =>
  callStep(tenant, indexTerms('conversation', id, { contact: [name] }))

function fieldsOf(sender: Sender, input: CreateSender): CreateContact {
  const { from_name, from_address, country, facts } = sender
  const email = parseEmail(from_address)
  const name = input.display_name?.trim() || facts.name?.value || from_name.trim() || from_address || 'Unknown sender'
  const phone = input.phone === undefined ? phoneOf(sender) : asPhone(input.phone?.trim(), country)
  return CreateContact.parse({
    display_name: name.slice(0, NAME_MAX).toWellFormed(),
    email: email.ok ? email.value : null,
    phone,
    ...addressOf(facts),
  })
}

/** Who texts has a number already, if it is one and no sender's name. */
function phoneOf({ channel, from_address, facts }: Sender): string | null {
  if (channel !== 'SMS') return facts.phone?.value ?? null
  const phone = parsePhone(from_address)
  return phone.ok ? phone.value : null
}

/** Where he says that he lives, as long as it fits. */
function addressOf({ address }: Sender['facts']) {
  if (!address) return {}
  const { address_line1, city, region, postal_code } = postalParts(address.value)
  return address_line1.length > ADDRESS_LINE_MAX ? {} : { address_line1, city, region, postal_code }
}

function asPhone(text: string | undefined, country: string | null): string | null {
  if (!text) return null
  const phone = parsePhone(text, country ?? undefined)
  if (!phone.ok) throw invalid('phone', 'Use a phone number with its country code, such as +1 416 555 0123')
  return phone.value
}
