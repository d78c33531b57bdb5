import type { Part } from './structure.ts'

export interface Bodies {
  text: Part[]
  html: Part[]
  attachments: Part[]
}

/**
 * Which leaves are the text and the HTML that a person reads, as JMAP tells them (RFC 8621, 4.1.4); all others are
 * attachments, pictures within the text included.
 */
export function bodiesOf(root: Part): Bodies {
  const bodies: Bodies = { text: [], html: [], attachments: [] }
  sort([root], { multipart: 'mixed', text: bodies.text, html: bodies.html }, bodies.attachments)
  return withoutTooLong(bodies)
}

/** Nobody reads more than that in a message: what is longer is a file. */
const BODY_BYTES_MAX = 2 * 1024 * 1024

function withoutTooLong({ text, html, attachments }: Bodies): Bodies {
  const files = new Set<Part>()
  let length = 0
  for (const part of new Set([...text, ...html])) {
    length += part.size
    if (length > BODY_BYTES_MAX) files.add(part)
  }
  const fits = (part: Part) => !files.has(part)
  return { text: text.filter(fits), html: html.filter(fits), attachments: [...attachments, ...files] }
}

interface Within {
  multipart: string
  /** Null where an alternative has left this form behind. */
  text: Part[] | null
  html: Part[] | null
  isAlternative?: boolean
}

function sort(parts: readonly Part[], within: Within, attachments: Part[]): void {
  const before = { text: within.text?.length ?? -1, html: within.html?.length ?? -1 }
  let { text, html } = within
  for (const [index, part] of parts.entries()) {
    const { value } = part.type
    if (value.startsWith('multipart/') && part.parts.length > 0) {
      const multipart = value.slice('multipart/'.length)
      const isAlternative = within.isAlternative === true || multipart === 'alternative'
      sort(part.parts, { multipart, text, html, isAlternative }, attachments)
    } else if (!isRead(part, index, within.multipart)) attachments.push(part)
    else if (within.multipart === 'alternative') {
      ;(value === 'text/html' ? html : text)?.push(part)
    } else {
      if (within.isAlternative && value === 'text/html') text = null
      if (within.isAlternative && value === 'text/plain') html = null
      text?.push(part)
      html?.push(part)
    }
  }
  if (within.multipart === 'alternative' && within.text && within.html) {
    if (before.text === within.text.length) within.text.push(...within.html.slice(before.html))
    else if (before.html === within.html.length) within.html.push(...within.text.slice(before.text))
  }
}

/** A text with a name, and one after the first of a `related`, is a file that somebody added. */
function isRead(part: Part, index: number, multipart: string): boolean {
  if (part.type.value !== 'text/plain' && part.type.value !== 'text/html') return false
  if (part.disposition === 'attachment') return false
  return index === 0 || (multipart !== 'related' && part.fileName === null)
}
