import { sql } from 'drizzle-orm'
import type { CreateConversation } from '../../contract/conversations.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { dialled, parsePhone } from '../../domain/kernel/contact-points.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { type LetterFacts, loadLetterFacts } from '../messages/facts.ts'
import type { MessagePorts } from '../messages/mail.ts'
import { sendLetter } from '../messages/send.ts'
import { mustBeTextable, textLetter } from '../messages/text.ts'
import { reference } from '../references.ts'
import { type ConversationRow, conversationObject, parseConversation } from './internal.ts'

/**
 * Texts a contact: in the conversation that there is with his number, else in a new one from the first number of the business.
 * Load, claim, call, settle: three trips; two for what waits.
 */
export function textContact(
  tenant: TenantDb,
  ports: MessagePorts,
  input: CreateConversation,
): Promise<ConversationRow> {
  return tenant.once('conversations.create', parseConversation, async () => {
    const contactId = reference(input.contact_id, 'contact_id')
    const facts = await loadLetterFacts(tenant, 'conversations.create', { contact_id: contactId, channel: 'SMS' })
    const place = facts.conversation ? known(facts) : await begun(tenant, facts, contactId)
    const { ours, theirs, conversationId, steps } = place
    const letter = textLetter({ id: await tenant.ownId('message'), conversationId, ours, theirs }, input)
    return sendLetter(tenant, ports, {
      action: facts.conversation ? 'messages.create' : 'conversations.create',
      letter,
      facts,
      input,
      steps,
      answer: { object: conversationObject(conversationId), parse: parseConversation },
    })
  })
}

interface Place {
  conversationId: string
  ours: string
  theirs: string
  /** What makes it, where there is none. */
  steps: Step[]
}

function known(facts: LetterFacts): Place {
  mustBeTextable(facts)
  const { id, phone_number, reply_to } = facts.conversation!
  return { conversationId: id, ours: phone_number ?? '', theirs: reply_to, steps: [] }
}

async function begun(tenant: TenantDb, { contact, phone_numbers }: LetterFacts, contactId: string): Promise<Place> {
  if (!contact) throw invalid('contact_id', 'No such record')
  const [own] = phone_numbers
  if (!own) throw invalid('channel', 'This business has no number for text messages: add one in Settings')
  const phone = parsePhone(dialled(contact.phone ?? ''))
  if (!phone.ok) throw invalid('contact_id', 'This contact has no phone number: add one, then write')
  const [id, ours, theirs] = [await tenant.ownId(), own.phone, phone.value]
  const begin = tenant.db.execute(
    sql`select app.begin_text_conversation(${id}::uuid, ${ours}, ${theirs}, ${contactId}::uuid, ${contact.display_name})`,
  )
  return { conversationId: id, ours, theirs, steps: [begin] }
}
