import { type HtmlElement, isElement } from './html-tree.ts'

/**
 * What an element says about what it holds: surely a quote, what people use for other things too, the message that was
 * answered to the end of the mail, or what was sent on and is no quote.
 */
export type QuoteSign = 'sure' | 'offered' | 'cuts' | 'sent'

/** Classes, ids and names that mail programs give to quotes. Outlook puts x_ before those of others, Yahoo ydp and a number. */
const QUOTES = new Set([
  'aolmailheader',
  'airmail_ext_on',
  'cite-prefix',
  'front-blockquote',
  'gmail_attr',
  'moz-cite-prefix',
  'moz-email-headers-table',
  'olk_src_body_section',
  'protonmail_quote',
  'quoted-content',
  'quoted-message',
  'reply-intro',
  'tutanota_quote',
  'yahoo_quoted',
  'zmail_extra',
])

/** Where the message that was answered begins. */
const CUTS = new Set([
  'divrplyfwdmsg',
  'mail-editor-reference-message-container',
  'outlookmessageheader',
  'stopspelling',
])
const FORWARDS = new Set(['moz-forward-container', 'postal-email-header'])

/** The line that Outlook draws above a message that was answered, in its own colours. */
const OUTLOOK_LINE = /border-top:\s*solid\s+#(?:b5c4df|e1e1e1)/i

export function quoteSign(element: HtmlElement): QuoteSign | null {
  const { name, attributes } = element
  const names = namesOf(attributes)
  const isNamed = (known: ReadonlySet<string>) => names.some((one) => known.has(one))
  if (isNamed(FORWARDS)) return 'sent'
  if (isNamed(CUTS)) return 'cuts'
  if (OUTLOOK_LINE.test(attributes.style ?? '') && isLabelled(element)) return 'cuts'
  if (isNamed(QUOTES)) return 'sure'
  if (name !== 'blockquote') return null
  const isCited = /^cite$/i.test(attributes.type ?? '') || /^mid:/i.test(attributes.cite ?? '')
  return isCited || names.includes('gmail_quote') ? 'sure' : 'offered'
}

const HEADER_LENGTH_MAX = 2_000

/** Lines of "Label: value" in any language, as between that line and the message; a signature may have the line too. */
function isLabelled(element: HtmlElement): boolean {
  const text = textWithin(element, HEADER_LENGTH_MAX)
  return text.length < HEADER_LENGTH_MAX && (text.match(/[:：](?:\s|$)/g)?.length ?? 0) >= 3
}

function textWithin(element: HtmlElement, lengthMax: number): string {
  let text = ''
  for (const child of element.children) {
    if (text.length >= lengthMax) break
    text += isElement(child) ? textWithin(child, lengthMax - text.length) : child.text
  }
  return text
}

function namesOf({ class: classes = '', id = '', name = '' }: Record<string, string>): string[] {
  if (classes === '' && id === '' && name === '') return []
  return `${classes} ${id} ${name}`
    .slice(0, 1000)
    .toLowerCase()
    .split(/\s+/)
    .map((one) =>
      one
        .replace(/^(?:x_)+/, '')
        .replace(/^ydp[\da-f]{6,12}/, '')
        .replace(/^(yahoo_quoted)_\d+$/, '$1'),
    )
}
