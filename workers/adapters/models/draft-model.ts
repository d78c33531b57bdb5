import type {
  DraftModel,
  ModelAnswer,
  ModelCall,
  ModelSource,
  TakeAnswers,
} from '../../../core/services/ai-drafts/ports.ts'
import { type Chat, type ChatAnswer, type ChatMessage, NoAnswer } from './chat.ts'
import { messagesFor, revisionOf, schemaFor } from './prompt.ts'
import { readProposal } from './proposals.ts'

/** For all of it; and for one while another could still be asked. */
const TIMES = { allMs: 8_000, oneMs: 4_000 }
/** Answers that are sent back with what is wrong with them (B-20-1). */
const REVISIONS_MAX = 3

const TOOLS = 'The model wanted to do something instead of reading'
const UNUSABLE = 'The model gave no usable answer'

/**
 * Asks the first model that is set up, and the next one where that gives no answer (B-3-2). An answer that may not be used ends
 * it: what was read by rules stands. Null where no model is set up, which is a normal state.
 */
export function draftModel(chats: readonly Chat[], times = TIMES): DraftModel | null {
  if (chats.length === 0) return null
  return {
    async propose(source, take) {
      const until = Date.now() + times.allMs
      const calls: ModelCall[] = []
      let last: ModelAnswer = { outcome: 'failed', reason: UNUSABLE, calls }
      for (const [at, chat] of chats.entries()) {
        const left = until - Date.now()
        if (left <= 0) break
        const ms = at < chats.length - 1 ? Math.min(left, times.oneMs) : left
        last = await new Conversation({ chat, source, take, calls }, AbortSignal.timeout(ms)).hold()
        if (last.outcome !== 'failed') break
      }
      return last
    },
  }
}

const isCounted = ({ status }: ModelCall) => status !== 'silent'
/** Something came, and was paid for. */
const isAnswered = ({ problem }: NoAnswer) => problem === 'too_large' || problem === 'unreadable'

interface Question {
  chat: Chat
  source: ModelSource
  take: TakeAnswers
  /** So far, also those of the models before. */
  calls: ModelCall[]
}

/** With one model: its answers are parsed, and sent back a few times. */
class Conversation {
  private readonly question: Question
  private readonly signal: AbortSignal

  constructor(question: Question, signal: AbortSignal) {
    this.question = question
    this.signal = signal
  }

  async hold(): Promise<ModelAnswer> {
    const { calls, chat, source, take } = this.question
    const first = messagesFor(source, crypto.randomUUID().slice(0, 13))
    let revision: ChatMessage[] = []
    for (let revisions = 0; revisions <= REVISIONS_MAX; revisions++) {
      const notAllowed = await take(calls.filter(isCounted).length + 1)
      if (notAllowed) return { ...notAllowed, calls }
      const started = Date.now()
      const answer = await this.ask([...first, ...revision])
      if (answer instanceof NoAnswer) {
        this.record(started, isAnswered(answer) ? 'invalid' : 'silent', answer.problem)
        return { outcome: 'failed', reason: answer.message, calls }
      }
      if (answer.wantsTools) {
        this.record(started, 'refused', 'tools', answer)
        return { outcome: 'refused', reason: TOOLS, calls }
      }
      const read = readProposal(answer.text, source.intent)
      if ('proposal' in read) {
        this.record(started, 'ok', null, answer)
        return { outcome: 'proposed', proposal: read.proposal, model: chat.model, calls }
      }
      this.record(started, 'invalid', 'no_proposal', answer)
      revision = revisionOf(answer.text, read.problem)
    }
    return { outcome: 'refused', reason: UNUSABLE, calls }
  }

  private ask(messages: readonly ChatMessage[]): Promise<ChatAnswer | NoAnswer> {
    const { chat, source } = this.question
    return chat.complete(messages, schemaFor(source.intent), this.signal).catch((error: unknown) => {
      if (error instanceof NoAnswer) return error
      return new NoAnswer(this.signal.aborted ? 'timeout' : 'unreachable')
    })
  }

  private record(started: number, status: ModelCall['status'], error: string | null, answer?: ChatAnswer): void {
    const { calls, chat } = this.question
    calls.push({
      model: chat.model,
      status,
      error,
      tokens_in: answer?.tokensIn ?? null,
      tokens_out: answer?.tokensOut ?? null,
      cost_micros: answer?.costMicros ?? null,
      latency_ms: Date.now() - started,
    })
  }
}
