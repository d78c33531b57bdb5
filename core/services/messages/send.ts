import { sql } from 'drizzle-orm'
import type { SendMessage } from '../../contract/conversations.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { answerSubject, quoteOf, signatureOf } from '../../domain/mail/answer.ts'
import { isUnderWay } from '../../domain/outbound/delivery.ts'
import { reference } from '../references.ts'
import { type LetterFacts, loadLetterFacts } from './facts.ts'
import { type MessageRow, messageObject, parseMessage } from './internal.ts'
import { type Answer, claimedObject, type MessagePorts, mailMessage, parseClaimed } from './mail.ts'
import { mustBeTextable, textLetter } from './text.ts'
import { linkCall } from './thread-link.ts'
import { CLAIM_SECONDS, countCall, jobOf, type Letter, sendAtOf, writeSteps } from './write.ts'
import { whenOf } from './written-at.ts'

/**
 * Answers in a conversation: load, claim (the message and what leaves with it), call, settle. Three trips; two for what waits.
 * A provider that refuses leaves the message FAILED, to be tried again.
 */
export function sendMessage(
  tenant: TenantDb,
  ports: MessagePorts,
  conversationId: string,
  input: SendMessage,
): Promise<MessageRow> {
  if (input.internal) return addNote(tenant, ports, conversationId, input)
  return tenant.once('messages.create', parseMessage, async () => {
    const asked = { conversation_id: conversationId, file_ids: input.file_ids }
    const facts = await loadLetterFacts(tenant, 'messages.create', asked)
    const letter = letterOf(facts, await tenant.ownId(), conversationId, input)
    const steps = seenSteps(tenant, conversationId, input)
    const answer = { object: messageObject(letter.id), parse: parseMessage }
    return sendLetter(tenant, ports, { action: 'messages.create', letter, facts, input, steps, answer })
  })
}

interface Sending<T> {
  action: 'messages.create' | 'messages.forward' | 'conversations.create'
  letter: Letter & { to: NonNullable<Letter['to']> }
  facts: LetterFacts
  input: Pick<SendMessage, 'hold_seconds' | 'send_at'>
  /** What must hold, or be there, before it is written. */
  steps: readonly Step[]
  answer: Answer<T>
}

/** The claim of a letter, and its mail unless it waits. */
export async function sendLetter<T>(
  tenant: TenantDb,
  ports: MessagePorts,
  { action, letter, facts, input, steps, answer }: Sending<T>,
): Promise<T> {
  const sendAt = sendAtOf(input, facts.now)
  const ways = { domain: ports.mailDomain, token: await ports.threads.of(letter.conversationId), sendAt }
  const beat = {
    action,
    id: letter.conversationId,
    changes: { message_id: letter.id, to: letter.to.address },
    jobs: [jobOf(letter.id, 1, sendAt, facts.now)],
  }
  const count = tenant.db.execute(sql`select ${countCall(letter.to.address, letter.cc.length)}`)
  const link = tenant.db.execute(sql`select ${await linkCall(ports, letter.id)}`)
  const all = [...steps, count, ...(await writeSteps(tenant, letter, facts, ways)), link]
  if (sendAt) return tenant.write(beat, all, answer.object, answer.parse)
  const claim = { ...beat, leaseSeconds: CLAIM_SECONDS }
  const claimed = await tenant.write(claim, all, claimedObject(letter.id), parseClaimed)
  // A repeat of what was broken off: its job was faster.
  if (!isUnderWay(claimed.status))
    return tenant.settle({ action: 'messages.send_repeated', id: letter.id }, [], answer.object, answer.parse)
  return mailMessage(tenant, ports, claimed, answer)
}

/** A note goes to nobody: one trip more than what it must know. */
async function addNote(
  tenant: TenantDb,
  ports: MessagePorts,
  conversationId: string,
  input: SendMessage,
): Promise<MessageRow> {
  const wrong = (['to', 'cc', 'send_at', 'subject'] as const).find((field) => input[field] !== undefined)
  if (wrong) throw invalid(wrong, 'A note goes to nobody: leave this out')
  return tenant.once('messages.annotate', parseMessage, async () => {
    const asked = { conversation_id: conversationId, file_ids: input.file_ids }
    const facts = await loadLetterFacts(tenant, 'messages.annotate', asked)
    const id = await tenant.ownId()
    const letter = {
      ...bare(id, conversationId, input),
      subject: facts.conversation?.subject ?? '',
      signature: '',
      quoted: '',
      to: null,
      refs: [],
    }
    const ways = { domain: ports.mailDomain, token: await ports.threads.of(conversationId), sendAt: null }
    return tenant.write(
      { action: 'messages.annotate', id: conversationId, changes: { message_id: id } },
      [...seenSteps(tenant, conversationId, input), ...(await writeSteps(tenant, letter, facts, ways))],
      messageObject(id),
      parseMessage,
    )
  })
}

function letterOf(facts: LetterFacts, id: string, conversationId: string, input: SendMessage) {
  const { conversation } = facts
  if (conversation?.channel !== 'SMS') return answerOf(facts, id, conversationId, input)
  mustBeTextable(facts)
  const numbers = { ours: conversation.phone_number ?? '', theirs: conversation.reply_to }
  return textLetter({ id, conversationId, ...numbers }, input)
}

const bare = (id: string, conversationId: string, input: SendMessage) => ({
  id,
  conversationId,
  text: input.body_text,
  cc: [...new Set(input.cc)],
  fileIds: input.file_ids ?? [],
})

function answerOf(facts: LetterFacts, id: string, conversationId: string, input: SendMessage) {
  const { conversation, answered, business, author, refs } = facts
  const address = input.to ?? conversation?.reply_to ?? ''
  if (!address) {
    const details = [{ field: 'to', message: 'Say where to send it: nobody in this conversation has an address' }]
    throw new AppError('VALIDATION_ERROR', 'There is nowhere to send this to', { details })
  }
  const quoted = input.quote && answered ? quoteOf(quotedOf(answered, business.timezone)) : ''
  return {
    ...bare(id, conversationId, input),
    subject: input.subject ?? answerSubject(answered?.subject || (conversation?.subject ?? '')),
    signature: signatureOf(author ?? '', business),
    quoted,
    to: { name: address === answered?.from_address ? answered.from_name : '', address },
    refs,
  }
}

/** With what was quoted in it, as it was. */
export const quotedOf = (answered: NonNullable<LetterFacts['answered']>, zone: string) => ({
  name: answered.from_name,
  address: answered.from_address,
  ...whenOf(answered.received_at, zone),
  text: [answered.new_text, answered.quoted].filter((part) => part.trim()).join('\n\n'),
})

const seenSteps = (tenant: TenantDb, conversationId: string, { seen_message_id: seen }: SendMessage): Step[] =>
  seen === undefined
    ? []
    : [
        tenant.db.execute(
          sql`select app.must_have_seen(${conversationId}::uuid, ${reference(seen, 'seen_message_id')}::uuid)`,
        ),
      ]
