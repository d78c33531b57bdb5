import type { ForwardMessage } from '../../contract/conversations.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { forwardedOf, forwardSubject, signatureOf } from '../../domain/mail/answer.ts'
import { type LetterFacts, loadLetterFacts } from './facts.ts'
import { type MessageRow, messageObject, parseMessage } from './internal.ts'
import type { MessagePorts } from './mail.ts'
import { quotedOf, sendLetter } from './send.ts'

/** Sends a message on to somebody else, with what came with it; it stays in its conversation, whose answers go where they went. Three trips. */
export function forwardMessage(
  tenant: TenantDb,
  ports: MessagePorts,
  id: string,
  input: ForwardMessage,
): Promise<MessageRow> {
  return tenant.once('messages.forward', parseMessage, async () => {
    const asked = { message_id: id, with_files: input.attachments, file_ids: input.file_ids }
    const facts = await loadLetterFacts(tenant, 'messages.forward', asked)
    const letter = letterOf(facts, await tenant.ownId(), input)
    const answer = { object: messageObject(letter.id), parse: parseMessage }
    return sendLetter(tenant, ports, { action: 'messages.forward', letter, facts, input, steps: [], answer })
  })
}

function letterOf({ conversation, answered, business, author, files }: LetterFacts, id: string, input: ForwardMessage) {
  if (!conversation || !answered) throw new AppError('NOT_FOUND', 'Not found')
  if (answered.internal) throw new AppError('CONFLICT', 'A note stays in the team: write what may be told')
  const text = forwardedOf(quotedOf(answered, business.timezone), answered.to_addresses, answered.subject)
  return {
    id,
    conversationId: conversation.id,
    subject: forwardSubject(answered.subject || conversation.subject),
    text: input.body_text,
    signature: signatureOf(author ?? '', business),
    quoted: text,
    to: { name: '', address: input.to },
    cc: [...new Set(input.cc)],
    refs: answered.message_id ? [answered.message_id] : [],
    fileIds: files.map((file) => file.id),
  }
}
