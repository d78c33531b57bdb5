import { type Line, linesOf, type Occasion } from '../../../core/domain/extraction/found.ts'
import { INTENTS, type Intent } from '../../../core/domain/extraction/intent/intents.ts'

/** What a model understands of a prompt of ours. */
export interface AskedSource {
  lines: Line[]
  occasion: Occasion
  intent: Intent | undefined
}

export function readAsked(messages: readonly { role: string; content: string }[]): AskedSource {
  const prompt = messages.find(({ role }) => role === 'user')?.content ?? ''
  const [, words = ''] = /^=== SOURCE (?:\S+) ===\n([\s\S]*)\n=== SOURCE \S+ ===$/m.exec(prompt) ?? []
  const [, received = '2026-01-01T00:00', country] = /^Received: (\S{16})(?:, in (\w\w))?/m.exec(prompt) ?? []
  const [, decided] = /^A person decided that it becomes: (\w+)/m.exec(prompt) ?? []
  return {
    lines: linesOf(words),
    occasion: { received: `${received}:00`, country },
    intent: INTENTS.find((one) => one === decided),
  }
}
