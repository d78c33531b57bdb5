import { bytesOf, decodeText } from './charset.ts'
import { decodeHeader } from './encoded-words.ts'

export interface Parametrised {
  /** In lower case. */
  value: string
  parameters: Map<string, string>
}

/** `text/plain; charset="utf-8"` in its parts, names as they read (RFC 2045, 2231), from a text with one letter for each byte. */
export function parseParameters(raw: string, charset: string | null): Parametrised {
  const [value = '', ...written] = splitOutsideQuotes(raw.slice(0, LENGTH_MAX))
  const single = new Map<string, string>()
  const pieces = new Map<string, Piece[]>()
  for (const one of written) {
    const [name, content] = pair(one)
    const numbered = /^([^*]+)\*(\d{0,4})(\*?)$/.exec(name)
    if (numbered) addPiece(pieces, numbered, content)
    else if (name && !single.has(name)) single.set(name, decodeHeader(content, charset))
  }
  for (const [name, list] of pieces) single.set(name, joined(list, charset))
  return { value: withoutComments(value).trim().toLowerCase(), parameters: single }
}

const LENGTH_MAX = 16_000

interface Piece {
  number: number
  isEncoded: boolean
  content: string
}

function addPiece(
  pieces: Map<string, Piece[]>,
  [, name = '', number = '', star = '']: RegExpExecArray,
  content: string,
) {
  const list = pieces.get(name) ?? []
  pieces.set(name, list)
  // `name*=` is encoded; of numbered ones, those with a star of their own.
  list.push({ number: Number(number || 0), isEncoded: star === '*' || number === '', content })
}

function joined(list: Piece[], fallback: string | null): string {
  const sorted = [...list].sort((a, b) => a.number - b.number)
  const [, charset, first] = (sorted[0]?.isEncoded && /^([^']*)'[^']*'(.*)$/s.exec(sorted[0].content)) || []
  const bytes = sorted.map(({ isEncoded, content }, index) => {
    const text = index === 0 && first !== undefined ? first : content
    return isEncoded ? percentDecoded(text) : text
  })
  const text = bytes.join('')
  // Some number encoded words instead of percents.
  return charset === undefined ? decodeHeader(text, fallback) : decodeText(bytesOf(text), charset)
}

const percentDecoded = (text: string) =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

function pair(written: string): [name: string, content: string] {
  const equals = written.indexOf('=')
  if (equals < 0) return ['', '']
  const content = written.slice(equals + 1).trim()
  const quoted = /^"((?:[^"\\]|\\.)*)"?/s.exec(content)
  return [
    withoutComments(written.slice(0, equals)).trim().toLowerCase(),
    // A backslash before anything but a quote is a path of Windows, not an escape.
    quoted ? (quoted[1] ?? '').replace(/\\(["\\])/g, '$1') : withoutTrailingComment(content),
  ]
}

/** At semicolons, but not at those in quotes. */
function splitOutsideQuotes(raw: string): string[] {
  const parts: string[] = []
  let [from, isQuoted] = [0, false]
  for (let at = 0; at < raw.length; at += 1) {
    const letter = raw[at]
    if (letter === '\\' && isQuoted) at += 1
    else if (letter === '"') isQuoted = !isQuoted
    else if (letter === ';' && !isQuoted) {
      parts.push(raw.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, raw.slice(from)]
}

const withoutComments = (text: string) => text.replace(/\([^()]*\)/g, '')

const withoutTrailingComment = (text: string) => text.replace(/\s\([^()]*\)\s*$/, '').trimEnd()
