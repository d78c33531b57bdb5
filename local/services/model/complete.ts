import { type Answer, type Call, json, jsonBody } from '../http.ts'
import { hostileMessage } from './hostile.ts'
import { readAsked } from './prompt.ts'
import { proposalFor } from './right.ts'
import { MODEL_KEY, type Model, remember, type Scripted } from './state.ts'
import { wrongly } from './wrong.ts'

/** Longer than anybody waits. */
const SLOW_MS = 60_000

interface Message {
  content: string | null
  tool_calls?: unknown[]
}

export function complete(model: Model, call: Call, now: Date): Answer {
  if (call.headers.authorization !== `Bearer ${MODEL_KEY}`) return problem(401, 'Incorrect API key provided')
  const { messages, tools = null } = jsonBody(call) ?? {}
  if (!isChat(messages)) return problem(400, 'messages: a list of {role, content}')
  remember(model, { at: now.toISOString(), messages, tools })
  const turn = model.answers++
  const next = model.script.shift()
  if (next !== undefined) return scripted(next, messages)
  const asked = readAsked(messages)
  switch (model.mode) {
    case 'right':
      return completion({ content: dressed(JSON.stringify(proposalFor(asked)), turn) }, messages)
    case 'wrong':
      return completion({ content: JSON.stringify(wrongly(proposalFor(asked))) }, messages)
    case 'hostile':
      return completion(hostileMessage(turn, asked), messages)
    case 'slow':
      return { ...completion({ content: '{}' }, messages), delayMs: SLOW_MS }
    case 'huge':
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"choices":[{"message":{"role":"assistant","content":"{\\"intent\\":\\"NONE\\",\\"values\\":[',
        endless: '{\\"field\\":\\"title\\",\\"value\\":\\"more\\",\\"quote\\":\\"and more\\"},',
      }
    case 'down':
      return down(turn)
  }
}

/** As models write it, whatever they were asked for: bare, in a fence, with words around it. */
function dressed(answer: string, turn: number): string {
  if (turn % 3 === 1) return `\`\`\`json\n${answer}\n\`\`\``
  if (turn % 3 === 2)
    return `Here is the JSON object that you asked for:\n\n${answer}\n\nLet me know if I can help with anything else!`
  return answer
}

function down(turn: number): Answer {
  if (turn % 3 === 1) return { ...problem(429, 'Rate limit reached'), headers: { 'retry-after': '20' } }
  return turn % 3 === 2 ? { status: 200, cut: true } : problem(500, 'The server had an error')
}

function scripted(next: Scripted, messages: Chat): Answer {
  if (typeof next === 'string') return completion({ content: next }, messages)
  const { status = 200, headers = {}, body, delay_ms, cut, endless } = next
  const given = typeof body === 'string' ? { status, headers, body } : json(body ?? {}, status, headers)
  return { ...given, ...(delay_ms && { delayMs: delay_ms }), ...(cut && { cut }), ...(endless && { endless }) }
}

type Chat = { role: string; content: string }[]
const isChat = (value: unknown): value is Chat =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one?.content === 'string')

const tokens = (text: string) => Math.ceil(text.length / 4)

function completion(message: Message, messages: Chat): Answer {
  const said = message.content ?? JSON.stringify(message.tool_calls)
  const [input, output] = [tokens(messages.map(({ content }) => content).join('')), tokens(said)]
  return json({
    id: 'chatcmpl-local',
    object: 'chat.completion',
    model: 'local-reader',
    choices: [
      {
        index: 0,
        finish_reason: message.tool_calls ? 'tool_calls' : 'stop',
        message: { role: 'assistant', ...message },
      },
    ],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  })
}

const problem = (status: number, message: string) => json({ error: { message, type: 'error', code: null } }, status)
