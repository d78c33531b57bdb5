import { type CleanHtml, cleanHtml, type PictureSources } from './clean-html.ts'
import { type HtmlLines, htmlLineKinds, htmlLines } from './html-lines.ts'
import { type HtmlElement, type HtmlNode, type HtmlText, isElement, VOID_ELEMENTS } from './html-tree.ts'
import type { LineKind } from './message-lines.ts'

export interface FoldOptions extends PictureSources {
  /** Of the mail: a forward is not folded. */
  subject?: string
  /** What stands where a quote is folded. */
  label?: string
}

/** HTML of a mail as it can be shown: clean, and what it quotes within `<details>`. */
export function foldedHtml(
  html: string,
  { subject = '', label = 'Quoted text', ...sources }: FoldOptions = {},
): CleanHtml {
  return cleanHtml(html, sources, (root) => foldQuotes(root, subject, label))
}

/** More changes between quotes and answers than a person writes: then nothing is folded, instead of a tree made of splinters. */
const CHANGES_MAX = 200

function foldQuotes(root: HtmlElement, subject: string, label: string) {
  const read = htmlLines(root)
  const kinds = htmlLineKinds(read.lines, subject)
  const changes = kinds.filter((kind, index) => (kind === 'quote') !== (kinds[index - 1] === 'quote')).length
  if (changes > CHANGES_MAX) return
  root.children = new Folder(read, kinds, label).folded(root.children)
}

/** A node, and whether all that is seen of it is quoted; null where nothing is seen. */
interface Piece {
  node: HtmlNode
  isQuoted: boolean | null
}

/** Elements that cannot be split: their parts would stand outside of what they are parts of. */
const WHOLE = new Set('a button code details dl li ol summary table tbody td tfoot th thead tr ul'.split(' '))
/** Elements whose children must be what they are. */
const STRUCTURE = new Set('dl ol table tbody tfoot thead tr ul'.split(' '))

class Folder {
  private readonly read: HtmlLines
  private readonly kinds: readonly LineKind[]
  private readonly label: string

  constructor(read: HtmlLines, kinds: readonly LineKind[], label: string) {
    this.read = read
    this.kinds = kinds
    this.label = label
  }

  folded(nodes: readonly HtmlNode[]): HtmlNode[] {
    return runs(nodes.flatMap((node) => this.pieces(node))).flatMap(({ nodes, isQuoted }) =>
      isQuoted ? [this.fold(nodes)] : nodes,
    )
  }

  private fold(children: HtmlNode[]): HtmlElement {
    const summary: HtmlElement = { name: 'summary', attributes: {}, children: [{ text: this.label }] }
    return { name: 'details', attributes: {}, children: [summary, ...children], isFold: true }
  }

  private pieces(node: HtmlNode): Piece[] {
    if (!isElement(node)) return this.textPieces(node)
    if (VOID_ELEMENTS.has(node.name)) return [{ node, isQuoted: this.isQuoted(node) }]
    const pieces = node.children.flatMap((child) => this.pieces(child))
    const parts = runs(pieces)
    if (parts.length <= 1) {
      node.children = pieces.map((piece) => piece.node)
      return [{ node, isQuoted: parts[0]?.isQuoted ?? null }]
    }
    if (!WHOLE.has(node.name))
      return parts.map(({ nodes, isQuoted }) => ({ node: { ...node, children: nodes }, isQuoted }))
    node.children = STRUCTURE.has(node.name)
      ? pieces.map((piece) => (piece.isQuoted && isElement(piece.node) ? this.foldedWithin(piece.node) : piece.node))
      : parts.flatMap(({ nodes, isQuoted }) => (isQuoted ? [this.fold(nodes)] : nodes))
    return [{ node, isQuoted: false }]
  }

  /** Plain text within HTML may hold both, line by line. */
  private textPieces(node: HtmlText): Piece[] {
    const place = this.read.placeOf.get(node)
    if (!place || place.first === place.last) return [{ node, isQuoted: this.isQuoted(node) }]
    const lines = node.text.split('\n').map((text, index, all): Piece => {
      const isQuoted = text.trim() === '' ? null : this.kinds[place.start + index] === 'quote'
      return { node: { text: index + 1 < all.length ? `${text}\n` : text }, isQuoted }
    })
    return runs(lines).map(({ nodes, isQuoted }) => ({
      node: { text: nodes.map((line) => ('text' in line ? line.text : '')).join('') },
      isQuoted,
    }))
  }

  /** A row or an item keeps its place, with its content folded. */
  private foldedWithin(node: HtmlElement): HtmlElement {
    if (!STRUCTURE.has(node.name)) return { ...node, children: [this.fold(node.children)] }
    return { ...node, children: node.children.map((child) => (isElement(child) ? this.foldedWithin(child) : child)) }
  }

  private isQuoted(node: HtmlNode): boolean | null {
    const place = this.read.placeOf.get(node)
    if (!place) return null
    for (let line = place.first; line <= place.last; line++) if (this.kinds[line] !== 'quote') return false
    return true
  }
}

/** Neighbours of one kind together; what is not seen belongs to what stands before it. */
function runs(pieces: readonly Piece[]): { nodes: HtmlNode[]; isQuoted: boolean | null }[] {
  const found: { nodes: HtmlNode[]; isQuoted: boolean | null }[] = []
  for (const { node, isQuoted } of pieces) {
    const last = found.at(-1)
    if (last && (isQuoted === null || last.isQuoted === null || last.isQuoted === isQuoted)) {
      last.nodes.push(node)
      last.isQuoted ??= isQuoted
    } else found.push({ nodes: [node], isQuoted })
  }
  return found
}
