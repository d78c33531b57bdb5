import { inlinePicture, linkAddress, partOfPicture, webPicture } from './html-address.ts'
import { cleanAttributes } from './html-attributes.ts'
import { isHidden } from './html-style.ts'
import { type HtmlElement, type HtmlNode, htmlOf, isElement, parseHtml } from './html-tree.ts'

// htmlparser2 runs in workerd and Node, in 22 KB; what it reads otherwise than a browser cannot matter, since nothing that
// was sent is passed on as it was written: the result is made of these elements alone, none of which changes how the rest is read.

const ELEMENTS = new Set(
  `a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt
   em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small
   span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr`.split(/\s+/),
)

/** What is shown as another element; everything else unknown leaves only its content. */
const SHOWN_AS: Record<string, string> = {
  button: 'span',
  dialog: 'div',
  dir: 'ul',
  fieldset: 'div',
  form: 'div',
  label: 'span',
  legend: 'div',
  listing: 'pre',
  menu: 'ul',
}

export interface PictureSources {
  /** Where the picture lies that came with the mail under this Content-ID. */
  cid?: (contentId: string) => string | null
  /** Where a picture of the web may be had; without an answer it is not shown. */
  remote?: (url: string) => string | null
}

export interface CleanHtml {
  html: string
  /** Pictures of the web that are not shown: `<img data-remote="0">` stands for the first of them. */
  remote_images: string[]
  is_truncated: boolean
}

/** HTML of a mail without anything that runs, asks for something, or leaves its place; `arrange` may move what was sent before. */
export function cleanHtml(
  html: string,
  sources: PictureSources = {},
  arrange: (root: HtmlElement) => void = () => {},
): CleanHtml {
  const { root, is_truncated } = parseHtml(html)
  arrange(root)
  const cleaner = new Cleaner(sources)
  const nodes = root.children.flatMap((node) => cleaner.clean(node))
  return { html: htmlOf(nodes), remote_images: [...cleaner.remoteImages.keys()], is_truncated }
}

class Cleaner {
  /** Each with its number. */
  readonly remoteImages = new Map<string, number>()
  private readonly sources: PictureSources

  constructor(sources: PictureSources) {
    this.sources = sources
  }

  clean(node: HtmlNode): HtmlNode[] {
    if (!isElement(node)) return node.text === '' ? [] : [node]
    if (isHidden(node.attributes)) return []
    if (node.name === 'img') return this.picture(node)
    const children = node.children.flatMap((child) => this.clean(child))
    const name = SHOWN_AS[node.name] ?? node.name
    if (!ELEMENTS.has(name)) return children
    const element: HtmlElement = { name, attributes: cleanAttributes(name, node.attributes), children }
    if (name === 'a') return [link(element, node.attributes.href ?? '')]
    // A fold of the sender's own may hold what is new: it is shown open.
    if (name === 'details' && !node.isFold) element.attributes.open = ''
    return [nested(element)]
  }

  private picture({ attributes }: HtmlElement): HtmlNode[] {
    if (isPixel(attributes)) return []
    const image: HtmlElement = { name: 'img', attributes: cleanAttributes('img', attributes), children: [] }
    const source = this.source(attributes.src ?? '')
    if (source === null && this.isHeldBack(attributes)) image.attributes['data-remote'] = this.heldBack(attributes)
    if (source !== null) image.attributes.src = source
    return [image]
  }

  private source(src: string): string | null {
    const part = partOfPicture(src)
    if (part !== null) return this.sources.cid?.(part) ?? null
    const url = webPicture(src)
    return url === null ? inlinePicture(src) : (this.sources.remote?.(url) ?? null)
  }

  private isHeldBack({ src = '', 'data-remote': number = '' }: Record<string, string>) {
    return webPicture(src) !== null || (src === '' && /^\d{1,5}$/.test(number))
  }

  private heldBack({ src = '', 'data-remote': number = '' }: Record<string, string>): string {
    const url = webPicture(src)
    if (url === null) return number
    if (!this.remoteImages.has(url)) this.remoteImages.set(url, this.remoteImages.size)
    return String(this.remoteImages.get(url))
  }
}

/** A picture that nobody sees tells the sender that the mail was opened. */
const isPixel = ({ width, height }: Record<string, string>) =>
  /^\s*[012](?:px)?\s*$/.test(width ?? '') || /^\s*[012](?:px)?\s*$/.test(height ?? '')

function link(element: HtmlElement, href: string): HtmlNode {
  const address = linkAddress(href)
  if (address === null) return { ...element, name: 'span' }
  const attributes = { ...element.attributes, href: address, rel: 'noopener noreferrer nofollow', target: '_blank' }
  return { ...element, attributes, children: withoutLinks(element.children) }
}

/** A link within a link is none: the outer one would end at it. */
const withoutLinks = (children: HtmlNode[]): HtmlNode[] =>
  children.map((child) =>
    isElement(child) && child.name === 'a' ? { name: 'span', attributes: {}, children: child.children } : child,
  )

const BLOCKS = new Set(
  `address article aside blockquote center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main
   nav ol p pre section table ul`.split(/\s+/),
)
const ITEMS: Record<string, RegExp> = {
  li: /^li$/,
  dd: /^d[dt]$/,
  dt: /^d[dt]$/,
  td: /^(?:t[dhr]|tbody|thead|tfoot)$/,
  th: /^(?:t[dhr]|tbody|thead|tfoot)$/,
  tr: /^(?:tr|tbody|thead|tfoot)$/,
  thead: /^(?:tbody|thead|tfoot)$/,
  tbody: /^(?:tbody|thead|tfoot)$/,
  tfoot: /^(?:tbody|thead|tfoot)$/,
}

/** What stands within another as parsers keep it there: what had left out between them would otherwise end the outer one. */
function nested(element: HtmlElement): HtmlElement {
  const isIn = (names: { test(name: string): boolean }) =>
    element.children.some((child) => isElement(child) && names.test(child.name))
  const blocks = { test: (name: string) => BLOCKS.has(name) }
  if (/^(?:p|h[1-6])$/.test(element.name) && isIn(blocks)) return { ...element, name: 'div' }
  const ends = ITEMS[element.name]
  if (!ends || !isIn(ends)) return element
  const children = element.children.map((child) =>
    isElement(child) && ends.test(child.name) ? { ...child, name: 'div' } : child,
  )
  return { ...element, children }
}
