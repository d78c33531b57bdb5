/** An XML document as a tree; enough for well-formed test material, names without their prefix. */
export interface XmlElement {
  name: string
  text: string
  children: XmlElement[]
}

/** The root element; throws on what is not well-formed enough to be read. */
export function parseXml(source: string): XmlElement {
  const root: XmlElement = { name: '#document', text: '', children: [] }
  const open = [root]
  let at = 0
  while (at < source.length) {
    const start = source.indexOf('<', at)
    const text = source.slice(at, start === -1 ? source.length : start)
    open.at(-1)!.text += decode(text)
    if (start === -1) break
    at = readTag(source, start, open)
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('XML is not closed')
  return root.children[0]!
}

/** The elements at a path below an element: `all(invoice, 'TaxTotal', 'TaxSubtotal')`. */
export function all(element: XmlElement, ...path: string[]): XmlElement[] {
  return path.reduce(
    (found, name) => found.flatMap((each) => each.children.filter((child) => child.name === name)),
    [element],
  )
}

/** The text of the first element at a path, or undefined. */
export function textAt(element: XmlElement, ...path: string[]): string | undefined {
  return all(element, ...path)[0]?.text.trim()
}

function readTag(source: string, start: number, open: XmlElement[]): number {
  for (const [opening, closing] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ] as const) {
    if (!source.startsWith(opening, start)) continue
    const end = source.indexOf(closing, start)
    if (end === -1) throw new Error(`${opening} is not closed`)
    if (opening === '<![CDATA[') open.at(-1)!.text += source.slice(start + opening.length, end)
    return end + closing.length
  }
  const end = source.indexOf('>', start)
  if (end === -1) throw new Error('a tag is not closed')
  const tag = source.slice(start + 1, end).trim()
  if (tag.startsWith('/')) close(open, localName(tag.slice(1)))
  else enter(open, tag)
  return end + 1
}

function enter(open: XmlElement[], tag: string): void {
  const element: XmlElement = { name: localName(tag), text: '', children: [] }
  open.at(-1)!.children.push(element)
  if (!tag.endsWith('/')) open.push(element)
}

function close(open: XmlElement[], name: string): void {
  if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`)
}

const localName = (tag: string) => tag.split(/[\s/]/, 1)[0]!.split(':').at(-1)!

const decode = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
