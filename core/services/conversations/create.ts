import { sql } from 'drizzle-orm'
import type { CreateConversation } from '../../contract/conversations.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { subjectKey } from '../../domain/conversations/subject.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { signatureOf } from '../../domain/mail/answer.ts'
import { storableJson } from '../json.ts'
import { loadLetterFacts } from '../messages/facts.ts'
import type { MessagePorts } from '../messages/mail.ts'
import { sendLetter } from '../messages/send.ts'
import { reference } from '../references.ts'
import { indexTerms } from '../search-terms.ts'
import { textContact } from './create-text.ts'
import { type ConversationRow, conversationObject, parseConversation } from './internal.ts'

/** Writes to a contact first: load, claim (the conversation with its message), call, settle. Three trips; two for what waits. */
export const createConversation = (tenant: TenantDb, ports: MessagePorts, input: CreateConversation) =>
  input.channel === 'SMS' ? textContact(tenant, ports, input) : mailContact(tenant, ports, input)

function mailContact(tenant: TenantDb, ports: MessagePorts, input: CreateConversation): Promise<ConversationRow> {
  return tenant.once('conversations.create', parseConversation, async () => {
    const { subject = '' } = input
    const contactId = reference(input.contact_id, 'contact_id')
    const asked = { contact_id: contactId, file_ids: input.file_ids }
    const facts = await loadLetterFacts(tenant, 'conversations.create', asked)
    const { contact, business, author } = facts
    if (!contact) throw invalid('contact_id', 'No such record')
    if (!contact.email) throw invalid('contact_id', 'This contact has no email address: add one, then write')
    const id = await tenant.ownId()
    const to = { name: contact.display_name, address: contact.email }
    const row = { id, contact_id: contactId, name: to.name, address: to.address, subject }
    const begun = storableJson({ ...row, subject_key: subjectKey(subject) })
    const found = indexTerms('conversation', id, { contact: [to.name], from: [to.address], subject: [subject] })
    const letter = {
      id: await tenant.ownId('message'),
      conversationId: id,
      subject,
      text: input.body_text,
      signature: signatureOf(author ?? '', business),
      quoted: '',
      to,
      cc: [...new Set(input.cc)],
      refs: [],
      fileIds: facts.files.map((file) => file.id),
    }
    return sendLetter(tenant, ports, {
      action: 'conversations.create',
      letter,
      facts,
      input,
      steps: [
        tenant.db.execute(sql`select app.begin_conversation(${begun}::jsonb)`),
        ...found.map((call) => tenant.db.execute(sql`select ${call}`)),
      ],
      answer: { object: conversationObject(id), parse: parseConversation },
    })
  })
}
