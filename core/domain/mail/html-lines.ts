import { linkAddress } from './html-address.ts'
import { isHidden } from './html-style.ts'
import { type HtmlElement, type HtmlNode, isElement } from './html-tree.ts'
import { type LineKind, lineKinds, type MessageLine } from './message-lines.ts'
import { plainSigns } from './plain-quotes.ts'
import { isBlank } from './quote-header.ts'
import { quoteSign } from './quote-marks.ts'

export interface HtmlLine extends MessageLine {
  /** With the addresses of links behind their words. */
  shown: string
}

/** The line a node begins in, and the first and last in which it is seen. */
export interface NodePlace {
  start: number
  first: number
  last: number
}

export interface HtmlLines {
  lines: HtmlLine[]
  /** Where each node stands that is seen. */
  placeOf: Map<HtmlNode, NodePlace>
}

/** Stands for a picture: a line of its own that is not blank. */
const PICTURE = '\ufffc'
const RULE = '-----'

const BLOCKS = new Set(
  `address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
   h5 h6 header html legend li listing main menu nav ol p pre section summary table tbody tfoot thead tr ul`.split(
    /\s+/,
  ),
)
const PARAGRAPHS = /^(?:p|h[1-6]|ul|ol|dl|pre|table|blockquote|figure)$/

/** HTML as the lines that a person sees, with what its elements say about quotes. */
export function htmlLines(root: HtmlElement): HtmlLines {
  const writer = new LineWriter()
  writer.read(root, { isPre: false, isVerbatim: false })
  writer.breakLine()
  return { lines: writer.lines, placeOf: writer.placeOf }
}

/** What of the lines is new: by what their elements say, and by the forms of plain text that some programs keep in HTML. */
export function htmlLineKinds(lines: readonly HtmlLine[], subject: string): LineKind[] {
  const texts = lines.map(({ text }) => readable(text) || (isBlank(text) ? '' : PICTURE))
  const signs = plainSigns(texts)
  return lineKinds(
    lines.map(({ shown, ...line }, index) => ({ ...signs[index], ...line, text: texts[index] ?? '' })),
    subject,
  )
}

interface Place {
  isPre: boolean
  isVerbatim: boolean
  quoted?: 'sure' | 'offered'
}

class LineWriter {
  readonly lines: HtmlLine[] = []
  readonly placeOf = new Map<HtmlNode, NodePlace>()
  private line: HtmlLine | null = null
  private isCutting = false
  private linkText = ''

  read(node: HtmlNode, place: Place) {
    if (!isElement(node)) return this.text(node, node.text, place)
    if (isHidden(node.attributes)) return
    if (node.name === 'br') return this.breakLine(place)
    if (node.name === 'img') return this.text(node, PICTURE, place)
    if (node.name === 'hr') return this.rule(node, place)
    this.element(node, this.placeIn(node, place))
  }

  breakLine(blankIn?: Place) {
    if (this.line) this.lines.push(this.line)
    else if (blankIn) this.lines.push(lineIn(blankIn))
    this.line = null
  }

  private placeIn(node: HtmlElement, place: Place): Place {
    const sign = quoteSign(node)
    if (sign === 'cuts') this.isCutting = true
    const quoted = place.quoted === 'sure' || sign === 'sure' ? 'sure' : sign === 'offered' ? 'offered' : place.quoted
    return {
      isPre: place.isPre || node.name === 'pre' || node.name === 'listing',
      isVerbatim: place.isVerbatim || sign === 'sent' || node.name === 'code',
      ...(quoted && { quoted }),
    }
  }

  private element(node: HtmlElement, place: Place) {
    const isBlock = BLOCKS.has(node.name)
    if (isBlock) this.breakLine()
    if (PARAGRAPHS.test(node.name)) this.blankLine(place)
    if (/^t[dh]$/.test(node.name) && this.line) this.append(' ', place)
    if (node.name === 'li') this.append('- ', place)
    if (node.name === 'a') this.linkText = ''
    for (const child of node.children) this.read(child, place)
    if (node.name === 'a') this.address(node)
    if (isBlock) this.breakLine()
    if (PARAGRAPHS.test(node.name)) this.blankLine(place)
  }

  private text(node: HtmlNode, text: string, place: Place) {
    const pieces = place.isPre ? text.split('\n') : [text.replace(/[ \t\n\r]+/g, ' ')]
    const start = this.lines.length
    let first: number | null = null
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) this.breakLine(place)
      const written = this.line || place.isPre ? piece : piece.replace(/^ /, '')
      if (written !== '') this.append(written, place)
      if (!isBlank(piece)) first ??= this.lines.length
    }
    if (first !== null) this.placeOf.set(node, { start, first, last: this.lines.length })
  }

  private rule(node: HtmlElement, place: Place) {
    this.breakLine()
    if (quoteSign(node) === 'cuts') this.isCutting = true
    this.append(RULE, place)
    const at = this.lines.length
    this.placeOf.set(node, { start: at, first: at, last: at })
    this.breakLine()
  }

  private append(text: string, place: Place) {
    this.line ??= lineIn(place)
    this.line.text += text
    this.line.shown += text
    this.linkText += text
    if (this.isCutting && !isBlank(text)) {
      this.line.cuts = true
      this.isCutting = false
    }
  }

  private address(node: HtmlElement) {
    const address = linkAddress(node.attributes.href ?? '')
    if (!address || !this.line) return
    const plain = address.replace(/^(?:mailto|tel):|\/$/g, '')
    if (this.linkText.trim().replace(/\/$/, '') !== plain) this.line.shown += ` <${plain}>`
  }

  private blankLine(place: Place) {
    const last = this.lines.at(-1)
    if (last && !isBlank(last.text)) this.lines.push(lineIn(place))
  }
}

const lineIn = ({ quoted, isVerbatim }: Place): HtmlLine => ({
  text: '',
  shown: '',
  ...(quoted && { quoted }),
  ...(isVerbatim && { verbatim: true }),
})

/** What of a line can be read: without pictures. */
export const readable = (text: string) =>
  text
    .replaceAll(PICTURE, '')
    .replaceAll('\u00a0', ' ')
    .replace(/\u00ad|\u034f|\u200b|\u2060|\ufeff/g, '')
    .trimEnd()
