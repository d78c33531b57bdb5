import { decodeText, latin1 } from './charset.ts'
import { rawValue } from './header-block.ts'
import { isWhole, type Part } from './structure.ts'
import { type Decoded, decodeTransfer } from './transfer-encoding.ts'

/** A leaf with what it holds. */
export interface Leaf extends Decoded {
  part: Part
}

export function leafOf(part: Part): Leaf {
  const { bytes, isBroken } = decodeTransfer(part.body, encodingOf(part))
  // How a long one begins says nothing of all of it.
  return { part, bytes, isBroken: isBroken && isWhole(part) }
}

export const encodingOf = ({ headers }: Part): string => rawValue(headers, 'content-transfer-encoding') ?? ''

/** The text that people read: null where some of it is in HTML alone, which then holds all of it. */
export function textOf(leaves: readonly Leaf[]): string | null {
  if (leaves.length === 0 || leaves.some(isHtml)) return null
  return leaves.map(readText).join('\n')
}

/** The HTML that people read, with the texts that stand among it; null where there is none. */
export function htmlOf(leaves: readonly Leaf[]): string | null {
  if (!leaves.some(isHtml)) return null
  return leaves.map((leaf) => (isHtml(leaf) ? readText(leaf) : asHtml(readText(leaf)))).join('\n')
}

const isHtml = ({ part }: Leaf) => part.type.value === 'text/html'

function readText(leaf: Leaf): string {
  const { bytes, part } = leaf
  const { parameters } = part.type
  const charset = parameters.get('charset') ?? (isHtml(leaf) ? charsetInHtml(bytes) : null)
  // What PostgreSQL cannot keep (U+0000) nobody can read.
  const text = decodeText(bytes, charset).toWellFormed().replace(/\0/g, '').replace(/\r\n?/g, '\n')
  const isFlowed = !isHtml(leaf) && parameters.get('format')?.toLowerCase() === 'flowed'
  return isFlowed ? unflowed(text, parameters.get('delsp')?.toLowerCase() === 'yes') : text
}

const HEAD = 2_048

function charsetInHtml(bytes: Uint8Array): string | null {
  return (
    /<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(latin1(bytes.subarray(0, HEAD)))?.[1] ?? null
  )
}

const asHtml = (text: string) =>
  `<div style="white-space: pre-wrap">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</div>`

/** RFC 3676: a line that ends in a space goes on in the next one of the same depth of quotation. */
function unflowed(text: string, deletesSpace: boolean): string {
  const lines: string[] = []
  let open: string | null = null
  for (const line of text.split('\n')) {
    const quote = /^>*/.exec(line)?.[0] ?? ''
    const content = line.slice(quote.length).replace(/^ /, '')
    const goesOn = content.endsWith(' ') && content !== '-- '
    const written = goesOn && deletesSpace ? content.slice(0, -1) : content
    if (open === quote && content !== '-- ') lines.push(`${lines.pop() ?? ''}${written}`)
    else lines.push(quote ? `${quote} ${written}` : written)
    open = goesOn ? quote : null
  }
  return lines.join('\n')
}
