import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { SEGMENTS_MAX, segmentsOf, TEXT_UNITS_MAX } from '../../domain/sms/segments.ts'
import type { MailOutcome } from '../ports.ts'
import type { Texter } from '../sms/ports.ts'
import type { LetterFacts } from './facts.ts'
import type { Claimed } from './mail.ts'
import type { Letter } from './write.ts'

export interface TextPorts {
  texter: Texter
  /** Where the provider tells how a text message fared; which one is added to it. */
  textStatusUrl: string
}

interface Written {
  body_text: string
  file_ids?: readonly string[] | undefined
  cc?: readonly string[] | undefined
  to?: string | undefined
  subject?: string | undefined
}

const STOPPED = 'This number said STOP: nothing may be sent to it until it says START'
const NOT_OURS = 'The number of this conversation is not yours any more: write from another'

/** A text message in a conversation of two numbers, if it may be sent. */
export function textLetter(
  { id, conversationId, ours, theirs }: { id: string; conversationId: string; ours: string; theirs: string },
  input: Written,
): Letter & { to: NonNullable<Letter['to']> } {
  return {
    id,
    conversationId,
    subject: '',
    text: readText(input),
    signature: '',
    quoted: '',
    to: { name: '', address: theirs },
    cc: [],
    refs: [],
    fileIds: [],
    number: ours,
  }
}

/** Refuses what no provider need be asked about. */
export function mustBeTextable({ conversation, phone_numbers }: LetterFacts): void {
  if (conversation?.opted_out_at) throw new AppError('CONFLICT', STOPPED, { hint: 'opted_out' })
  if (!phone_numbers.some(({ phone }) => phone === conversation?.phone_number))
    throw new AppError('CONFLICT', NOT_OURS, { hint: 'phone_number' })
}

function readText(input: Written): string {
  for (const field of ['to', 'subject'] as const)
    if (input[field] !== undefined) throw invalid(field, 'A text message has none: leave this out')
  for (const field of ['cc', 'file_ids'] as const)
    if (input[field]?.length) throw invalid(field, 'A text message has none: leave this out')
  const text = input.body_text.replace(/\r\n?/g, '\n')
  const { count } = segmentsOf(text)
  if (count > SEGMENTS_MAX || text.length > TEXT_UNITS_MAX)
    throw invalid(
      'body_text',
      `That would be ${count} text messages, and at most ${SEGMENTS_MAX} go together: shorten it`,
    )
  return text
}

/** Asks the provider, unless it is no use to ask. */
export async function postText(ports: TextPorts, claimed: Claimed): Promise<MailOutcome & { isOptedOut?: boolean }> {
  const { message, key, tenant_id, asked_before, is_opted_out, is_own_number } = claimed
  if (is_opted_out) return { outcome: 'refused', reason: STOPPED }
  if (!is_own_number) return { outcome: 'refused', reason: NOT_OURS }
  return ports.texter.send({
    from: message.from_address,
    to: message.to_addresses[0]?.address ?? '',
    body: message.new_text,
    statusUrl: `${ports.textStatusUrl}?${new URLSearchParams({ tenant: tenant_id, key })}`,
    triedAt: asked_before === null ? null : new Date(asked_before),
  })
}
