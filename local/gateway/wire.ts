/** Just enough of PostgreSQL's wire protocol to stand between a client and a database. */

export type TransactionStatus = 'I' | 'T' | 'E'

export interface Startup {
  kind: 'startup' | 'ssl' | 'cancel'
  parameters: Record<string, string>
  rest: Buffer
}

const SSL_REQUEST = 80877103
const GSS_REQUEST = 80877104
const CANCEL_REQUEST = 80877102
const HEADER_BYTES = 5

/** The first, untyped message of a connection; null while it is incomplete. */
export function readStartup(buffer: Buffer): Startup | null {
  if (buffer.length < 8) return null
  const length = Math.max(8, buffer.readInt32BE(0))
  if (buffer.length < length) return null
  const code = buffer.readInt32BE(4)
  const rest = buffer.subarray(length)
  if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'ssl', parameters: {}, rest }
  if (code === CANCEL_REQUEST) return { kind: 'cancel', parameters: {}, rest }
  const words = buffer.toString('utf8', 8, length).split('\0')
  const parameters: Record<string, string> = {}
  for (let i = 0; i + 1 < words.length && words[i] !== ''; i += 2) parameters[words[i]!] = words[i + 1]!
  return { kind: 'startup', parameters, rest }
}

export interface Message {
  type: string
  body: Buffer
  raw: Buffer
}

/** The complete messages at the start of `buffer`, and what is left of it. */
export function splitMessages(buffer: Buffer): { messages: Message[]; rest: Buffer } {
  const messages: Message[] = []
  let at = 0
  while (buffer.length - at >= HEADER_BYTES) {
    const end = at + 1 + Math.max(4, buffer.readInt32BE(at + 1))
    if (buffer.length < end) break
    messages.push({
      type: String.fromCharCode(buffer[at]!),
      body: buffer.subarray(at + HEADER_BYTES, end),
      raw: buffer.subarray(at, end),
    })
    at = end
  }
  return { messages, rest: buffer.subarray(at) }
}

/** The status that the last ReadyForQuery in an answer tells; null when it holds none. */
export function lastStatus(answer: Buffer): TransactionStatus | null {
  let status: TransactionStatus | null = null
  for (const message of splitMessages(answer).messages) {
    if (message.type === 'Z') status = String.fromCharCode(message.body[0]!) as TransactionStatus
  }
  return status
}

export const text = (body: Buffer): string => body.toString('utf8', 0, Math.max(0, body.indexOf(0)))

export const askPassword = (): Buffer => message('R', int32(3))

/** What a server says when a client is in: accepted, its settings, a key, ready. */
export function welcome(settings: Record<string, string>): Buffer {
  return Buffer.concat([
    message('R', int32(0)),
    ...Object.entries(settings).map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
    message('K', Buffer.concat([int32(process.pid), int32(0)])),
    message('Z', Buffer.from('I')),
  ])
}

export function fatal(code: string, sentence: string): Buffer {
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${sentence}\0\0`))
}

export const query = (sql: string): Buffer => message('Q', Buffer.from(`${sql}\0`))

export const sync = (): Buffer => message('S', Buffer.alloc(0))

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
