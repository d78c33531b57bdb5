import { Parser } from 'htmlparser2'
import { err, ok, type Result } from '../kernel/result.ts'

/** An element; its name has the prefix that we know its namespace by. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  /** What it says, if it has no children. */
  text: string
}

export type XmlReason = 'too_large' | 'doctype' | 'too_deep' | 'too_many' | 'broken' | 'empty'

/** Beyond these nobody's invoice goes; what is larger is kept as a file and not read. */
export const XML_BYTES_MAX = 8_000_000
const DEPTH_MAX = 50
const ELEMENTS_MAX = 400_000
/** Of one element: each that declares a namespace copies those above it. */
const ATTRIBUTES_MAX = 100

/** The prefixes that elements are known by, whatever prefix their file gave them. */
export const NAMESPACES: Readonly<Record<string, string>> = {
  'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2': 'inv',
  'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2': 'cn',
  'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2': 'cac',
  'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2': 'cbc',
  'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100': 'rsm',
  'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100': 'ram',
  'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100': 'udt',
  'urn:un:unece:uncefact:data:standard:QualifiedDataType:100': 'qdt',
}

/** Reads XML without entities of its own, up to the limits of size, depth and number; the root of it. */
export function readXml(text: string): Result<XmlElement, XmlReason> {
  if (text.length > XML_BYTES_MAX) return err('too_large')
  const tree = new Tree(text)
  const parser = new Parser(tree, { xmlMode: true, decodeEntities: true })
  for (let at = 0; at < text.length && tree.problem === null; at += PIECE) parser.write(text.slice(at, at + PIECE))
  if (tree.problem === null) parser.end()
  if (tree.problem !== null) return err(tree.problem)
  return tree.root ? ok(tree.root) : err('empty')
}

/** So that a limit is met before the rest is looked at. */
const PIECE = 65_536

interface Open extends XmlElement {
  scope: ReadonlyMap<string, string>
}

/** Takes the events of the parser; nested as deep as the file is, without recursion. */
class Tree {
  root: XmlElement | null = null
  problem: XmlReason | null = null
  private readonly open: Open[] = []
  private readonly source: string
  private parser: Parser | null = null
  private count = 0

  constructor(source: string) {
    this.source = source
  }

  onparserinit(parser: Parser): void {
    this.parser = parser
  }

  onprocessinginstruction(name: string): void {
    if (name.startsWith('!')) this.problem ??= 'doctype'
  }

  onopentag(name: string, attributes: Record<string, string>): void {
    const above = this.open.at(-1)
    if (!above && this.root) this.problem ??= 'broken'
    if (this.open.length >= DEPTH_MAX) this.problem ??= 'too_deep'
    const isCrowded = Object.keys(attributes).length > ATTRIBUTES_MAX
    if (++this.count > ELEMENTS_MAX || isCrowded) this.problem ??= 'too_many'
    if (this.problem !== null) return
    const scope = scopeOf(attributes, above?.scope)
    const element: Open = { name: knownName(name, scope), attributes, children: [], text: '', scope }
    if (above) above.children.push(element)
    else this.root = element
    this.open.push(element)
  }

  ontext(text: string): void {
    const element = this.open.at(-1)
    if (element) element.text += text
    else if (text.trim() !== '') this.problem ??= 'broken'
  }

  /** What closes by itself, as `<a/>` does, is told as if it had been left open. */
  onclosetag(_name: string, isImplied: boolean): void {
    if (isImplied && this.source[this.parser!.endIndex - 1] !== '/') this.problem ??= 'broken'
    this.open.pop()
  }
}

const NO_SCOPE: ReadonlyMap<string, string> = new Map()

function scopeOf(attributes: Record<string, string>, above = NO_SCOPE): ReadonlyMap<string, string> {
  const declared = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  if (declared.length === 0) return above
  return new Map([...above, ...declared.map(([name, uri]): [string, string] => [name.slice('xmlns:'.length), uri])])
}

function knownName(written: string, scope: ReadonlyMap<string, string>): string {
  const [local = '', prefix = ''] = written.split(':').reverse()
  return `${NAMESPACES[scope.get(prefix) ?? ''] ?? '?'}:${local}`
}

export const element = (name: string, children: XmlElement[]): XmlElement => ({
  name,
  attributes: {},
  children,
  text: '',
})

export const leaf = (name: string, text: string, attributes: Record<string, string> = {}): XmlElement => ({
  name,
  attributes,
  children: [],
  text,
})

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(NOT_XML, '').replace(/[&<>"]/g, (sign) => SIGNS[sign]!)

/** What no XML may contain, also not as a reference. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** The file of an element, indented. */
export const writeXml = (root: XmlElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`

function written({ name, attributes, children, text }: XmlElement, indent: string): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const start = `${indent}<${name}${said.join('')}`
  if (children.length === 0) return `${start}>${escaped(text)}</${name}>\n`
  return `${start}>\n${children.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`
}
