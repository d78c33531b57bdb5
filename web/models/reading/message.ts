import type { Message } from '../../../core/contract/conversations.ts'
import type { Extraction } from '../../../core/contract/extraction.ts'
import { post } from '../../api.ts'
import { messagesOf } from '../conversations.ts'
import { queryClient } from '../queries.ts'

type Field = Extraction['fields'][string]

export interface ReadMessage {
  extraction: Extraction
  /** The words of the message that a value was read from. */
  wordsOf: (field: Field) => string
}

const LINES = /\r\n|\r|\n/
const TEXT_MAX = 20_000
/** The last ones that came in say what is wanted; those before them were answered. */
const MESSAGES_MAX = 3

/** What the last messages that came in of a conversation say, the newest first. */
export async function readLastMessages(conversationId: string): Promise<ReadMessage[]> {
  const { queryKey, ask } = messagesOf(conversationId)
  const known = queryClient.getQueryData<{ pages: { data: Message[] }[] }>(queryKey)?.pages[0]?.data
  const messages = known ?? (await ask(null, new AbortController().signal)).data
  const written = messages.filter(({ direction, new_text }) => direction === 'INBOUND' && new_text.trim() !== '')
  return Promise.all(written.slice(0, MESSAGES_MAX).map(read))
}

async function read({ new_text, received_at }: Message): Promise<ReadMessage> {
  const text = new_text.slice(0, TEXT_MAX)
  const extraction = (await post('/v1/ai/extract', { kind: 'message', text, received_at })).data
  const lines = text.split(LINES)
  return { extraction, wordsOf: ({ span }) => lines[span.line]?.slice(span.start, span.end) ?? '' }
}
