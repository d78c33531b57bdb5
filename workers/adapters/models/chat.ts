/** What a model is told, in turn. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

/** What came back, as it came. */
export interface ChatAnswer {
  text: string
  /** It asked for a tool, though none was offered. */
  wantsTools: boolean
  tokensIn: number | null
  tokensOut: number | null
  costMicros: number | null
}

/** One model at one provider. */
export interface Chat {
  model: string
  complete(messages: readonly ChatMessage[], schema: object, signal: AbortSignal): Promise<ChatAnswer>
}

export type ChatProblem =
  | 'timeout'
  | 'unreachable'
  | 'too_large'
  | 'rate_limited'
  | 'unauthorized'
  | 'provider'
  | 'unreadable'

/** There is no answer. Its message is one of ours: never the provider's words, never an address or a key. */
export class NoAnswer extends Error {
  readonly problem: ChatProblem

  constructor(problem: ChatProblem) {
    super(SENTENCES[problem])
    this.problem = problem
  }
}

const SENTENCES: Record<ChatProblem, string> = {
  timeout: 'The model did not answer in time',
  unreachable: 'The model could not be reached',
  too_large: 'The model answered far too much',
  rate_limited: 'The model is busy: try again in a minute',
  unauthorized: 'The model does not take our key',
  provider: 'The model failed',
  unreadable: 'The model answered something that is no answer',
}
