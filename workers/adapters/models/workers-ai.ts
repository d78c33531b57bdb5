import { z } from 'zod'
import { type Chat, NoAnswer } from './chat.ts'

/** What of Cloudflare's binding `AI` is used here. */
export interface WorkersAi {
  run(model: string, input: object): Promise<unknown>
}

const TOKENS_MAX = 3_000
const TEXT_MAX = 128 * 1024

const count = z.number().int().nonnegative().max(2_147_483_647).nullish().catch(null)
/** `response` is the object itself where the model keeps to the schema, else text. */
const Answer = z.object({
  response: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
  tool_calls: z.array(z.unknown()).nullish(),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
})

/** A model of Workers AI. What it costs is on Cloudflare's bill. */
export function workersAiChat(binding: WorkersAi, model: string): Chat {
  return {
    model,
    async complete(messages, schema, signal) {
      const input = {
        messages,
        temperature: 0,
        max_tokens: TOKENS_MAX,
        response_format: { type: 'json_schema', json_schema: schema },
      }
      const parsed = Answer.safeParse(await within(binding.run(model, input).catch(failed), signal))
      if (!parsed.success) throw new NoAnswer('unreadable')
      const { response, tool_calls, usage } = parsed.data
      const text = typeof response === 'string' ? response : JSON.stringify(response ?? '')
      if (text.length > TEXT_MAX) throw new NoAnswer('too_large')
      return {
        text,
        wantsTools: Boolean(tool_calls?.length),
        tokensIn: usage?.prompt_tokens ?? null,
        tokensOut: usage?.completion_tokens ?? null,
        costMicros: null,
      }
    },
  }
}

/** 3040 is its word for no room; what it says besides is not repeated. */
const failed = (error: unknown): never => {
  throw new NoAnswer(/\b(3040|429)\b/.test(String(error)) ? 'rate_limited' : 'provider')
}

/** The binding cannot be told to stop: nobody waits for it any longer. */
function within<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new NoAnswer('timeout'))
    if (signal.aborted) return end()
    signal.addEventListener('abort', end, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
