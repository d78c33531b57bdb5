import { Parser } from 'htmlparser2'

export interface HtmlText {
  text: string
}

export interface HtmlElement {
  name: string
  attributes: Record<string, string>
  children: HtmlNode[]
  /** Put there by us around a quote, and not sent as such. */
  isFold?: true
}

export type HtmlNode = HtmlText | HtmlElement

export const isElement = (node: HtmlNode): node is HtmlElement => 'name' in node

export interface HtmlTree {
  root: HtmlElement
  /** The mail was more than is read of any: the rest is in the stored message only. */
  is_truncated: boolean
}

const LENGTH_MAX = 2_000_000
const NODES_MAX = 50_000
const DEPTH_MAX = 100
/** The parser looks through all that is open at every end tag. */
const OPEN_MAX = 2_000
const SLICE_LENGTH = 8_192

/** Whose content is no text of the mail, or would be text of another language. */
const WITHOUT_CONTENT = new Set(
  'script style title template svg math iframe frameset noframes noembed xmp plaintext textarea select datalist audio video canvas map xml'.split(
    ' ',
  ),
)

/** What a mail's HTML says, as a tree of at most 50,000 nodes, 100 deep; never throws. What is deeper stands in the hundredth. */
export function parseHtml(html: string): HtmlTree {
  const builder = new TreeBuilder()
  const parser = new Parser(builder, { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true })
  const read = html.slice(0, LENGTH_MAX)
  let at = 0
  while (at < read.length && !builder.isFull) {
    parser.write(read.slice(at, at + SLICE_LENGTH))
    at += SLICE_LENGTH
  }
  if (!builder.isFull) parser.end()
  return { root: builder.root, is_truncated: builder.isFull || html.length > LENGTH_MAX }
}

/** Line feed and tab remain of the control characters; half a surrogate is none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
export const cleanText = (text: string) => text.replace(CONTROL, '').toWellFormed()

class TreeBuilder {
  readonly root: HtmlElement = { name: '', attributes: {}, children: [] }
  /** Everything open; null is what is left out, alone or with its content. */
  private readonly open: (HtmlElement | null)[] = []
  private current: HtmlElement[] = [this.root]
  private skipped = 0
  private nodes = 0

  get isFull() {
    return this.nodes >= NODES_MAX || this.open.length >= OPEN_MAX
  }

  onopentag(name: string, attributes: Record<string, string>) {
    if (this.skipped > 0 || WITHOUT_CONTENT.has(name)) {
      this.skipped++
      this.open.push(null)
      return
    }
    if (this.isFull || this.current.length > DEPTH_MAX) {
      this.open.push(null)
      return
    }
    const element = { name, attributes, children: [] }
    this.add(element)
    this.open.push(element)
    this.current.push(element)
  }

  ontext(text: string) {
    if (this.skipped > 0) return
    const siblings = this.current.at(-1)?.children
    const before = siblings?.at(-1)
    if (before && !isElement(before)) before.text += cleanText(text)
    else this.add({ text: cleanText(text) })
  }

  onclosetag() {
    const element = this.open.pop()
    if (element) this.current.pop()
    else if (this.skipped > 0) this.skipped--
  }

  private add(node: HtmlNode) {
    if (this.isFull) return
    this.nodes++
    this.current.at(-1)?.children.push(node)
  }
}

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? '')

export const VOID_ELEMENTS = new Set(['br', 'col', 'hr', 'img', 'wbr'])

/** The tree as HTML in which every browser reads the same elements: each closed, every sign of text and attributes escaped. */
export function htmlOf(nodes: readonly HtmlNode[]): string {
  const parts: string[] = []
  for (const node of nodes) write(node, parts)
  return parts.join('')
}

function write(node: HtmlNode, parts: string[]) {
  if (!isElement(node)) {
    parts.push(escapeHtml(node.text))
    return
  }
  parts.push('<', node.name)
  for (const [name, value] of Object.entries(node.attributes)) parts.push(` ${name}="${escapeHtml(value)}"`)
  parts.push('>')
  if (VOID_ELEMENTS.has(node.name)) return
  for (const child of node.children) write(child, parts)
  parts.push(`</${node.name}>`)
}
