import { z } from 'zod'
import { boundedText } from './bounded.ts'
import { type Chat, type ChatAnswer, type ChatMessage, NoAnswer } from './chat.ts'

export interface OpenAiConfig {
  /** Of the API, with its version: `https://api.openai.com/v1`. */
  url: string
  model: string
  key?: string | undefined
  /** Dollars for a million tokens, which is millionths of a dollar for one; unknown where it is not set. */
  priceIn?: number | undefined
  priceOut?: number | undefined
}

const TOKENS_MAX = 3_000

/** A model behind anything that speaks OpenAI's chat completions: a provider, a gateway, a server of one's own. */
export function openAiChat(config: OpenAiConfig): Chat {
  return {
    model: config.model,
    async complete(messages, schema, signal) {
      const response = await post(config, messages, schema, signal)
      return answerOf(config, await boundedText(response))
    },
  }
}

async function post(config: OpenAiConfig, messages: readonly ChatMessage[], schema: object, signal: AbortSignal) {
  const response = await fetch(`${config.url.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(config.key && { authorization: `Bearer ${config.key}` }) },
    body: JSON.stringify({
      model: config.model,
      messages,
      temperature: 0,
      max_tokens: TOKENS_MAX,
      response_format: { type: 'json_schema', json_schema: { name: 'proposal', strict: true, schema } },
    }),
    redirect: 'manual',
    signal,
  })
  if (response.status === 200) return response
  await response.body?.cancel().catch(() => {})
  throw new NoAnswer(
    response.status === 429 ? 'rate_limited' : [401, 403].includes(response.status) ? 'unauthorized' : 'provider',
  )
}

const count = z.number().int().nonnegative().max(2_147_483_647).nullish().catch(null)
const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.string().nullish(),
          tool_calls: z.array(z.unknown()).nullish(),
          function_call: z.unknown().optional(),
        }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
})

function answerOf({ priceIn, priceOut }: OpenAiConfig, body: string): ChatAnswer {
  const parsed = Completion.safeParse(jsonOf(body))
  if (!parsed.success) throw new NoAnswer('unreadable')
  const [{ message, finish_reason }] = parsed.data.choices as [(typeof parsed.data.choices)[0]]
  const tokensIn = parsed.data.usage?.prompt_tokens ?? null
  const tokensOut = parsed.data.usage?.completion_tokens ?? null
  const isPriced = priceIn !== undefined && priceOut !== undefined && tokensIn !== null && tokensOut !== null
  return {
    text: message.content ?? '',
    wantsTools: Boolean(message.tool_calls?.length || message.function_call || finish_reason === 'tool_calls'),
    tokensIn,
    tokensOut,
    costMicros: isPriced ? Math.round(tokensIn * priceIn + tokensOut * priceOut) : null,
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
