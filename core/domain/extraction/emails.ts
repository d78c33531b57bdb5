import { parseEmail } from '../kernel/contact-points.ts'
import type { Found, Line } from './found.ts'

// What may stand in an address, as many signs as may stand before and after the @ and no more.
const ADDRESS = /[^\s@"(),:;<>[\\\]{}|]{1,64}@[\p{L}\p{N}_][\p{L}\p{M}\p{N}._-]{2,253}/gu

/** The e-mail addresses of a text, each once, in the order of their first appearance. */
export function findEmails(lines: readonly Line[]): Found[] {
  const seen = new Set<string>()
  return lines.flatMap(({ text }, line) =>
    [...text.matchAll(ADDRESS)].flatMap(({ 0: written, index }) => {
      const words = written.replace(/[._-]+$/u, '')
      const lead = /^['*=!?&/]+|^mailto=/u.exec(words)?.[0].length ?? 0
      const read = parseEmail(words.slice(lead))
      const value = read.ok ? read.value : ''
      if (!value || value.split('@')[1]?.includes('_') || seen.has(value.toLowerCase())) return []
      seen.add(value.toLowerCase())
      return [{ value, confidence: 0.97, span: { line, start: index + lead, end: index + words.length } }]
    }),
  )
}
