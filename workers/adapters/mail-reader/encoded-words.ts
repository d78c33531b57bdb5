import { bytesOf, decodeText } from './charset.ts'
import { decodeTransfer } from './transfer-encoding.ts'

interface Word {
  charset: string
  encoding: string
  bytes: string
}

// The content may hold spaces and raw letters above ASCII, as many programs write it. After a content that ends in `=`
// the mark of the end may have lost its own.
const WORD = /=\?([^?\s]{1,80})\?([QqBb])\?([^?]*)\?=/g

/**
 * A header's value as it reads (RFC 2047), from a text with one letter for each byte. What stands between the words is in
 * UTF-8 or, where it is not, in the charset of the mail.
 */
export function decodeHeader(raw: string, charset: string | null, write: (word: string) => string = asItIs): string {
  let text = ''
  let words: Word[] = []
  let end = 0
  for (const match of raw.matchAll(WORD)) {
    const between = raw.slice(end, match.index)
    // Space between two words is where they were folded.
    if (words.length === 0 || /[^ \t]/.test(between)) {
      text += write(decodeWords(words)) + decodeRaw(between, charset)
      words = []
    }
    words.push(wordOf(match))
    end = match.index + match[0].length
  }
  const rest = words.length > 0 ? write(decodeWords(words)) : ''
  return text + rest + decodeRaw(raw.slice(end), charset)
}

const asItIs = (text: string) => text

const decodeRaw = (raw: string, charset: string | null) => (isPlain(raw) ? raw : decodeText(bytesOf(raw), charset))

// Without escapes, which are Japanese in seven bits.
const isPlain = (raw: string) => /^[ -~\t]*$/.test(raw)

function wordOf([, charset = '', encoding = '', content = '']: RegExpExecArray): Word {
  const bytes =
    encoding.toUpperCase() === 'B' ? lettersOf(decodeTransfer(bytesOf(content), 'base64').bytes) : unquoted(content)
  // A language may follow the charset (RFC 2231).
  return { charset: charset.replace(/\*.*/, '').toLowerCase(), encoding: encoding.toUpperCase(), bytes }
}

function lettersOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

const unquoted = (content: string) =>
  content
    .replace(/_/g, ' ')
    .replace(/=\s*([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Neighbours of one charset are one text, for a letter may be cut in two by the end of a word; but for those that are not. */
function decodeWords(words: readonly Word[]): string {
  const joined = decodeJoined(words)
  return joined.includes('\ufffd') ? words.map((word) => decodeJoined([word])).join('') : joined
}

function decodeJoined(words: readonly Word[]): string {
  let text = ''
  let held = ''
  for (const [index, word] of words.entries()) {
    held += word.bytes
    if (words[index + 1]?.charset === word.charset) continue
    text += decodeText(bytesOf(held), word.charset)
    held = ''
  }
  return text
}
