/** Inline properties that set type and boxes, and can neither ask for anything nor leave their place. */
const PROPERTIES = new Set(
  `color background-color font font-family font-size font-style font-weight font-variant line-height letter-spacing
   text-align text-decoration text-decoration-line text-indent text-transform vertical-align white-space word-break
   overflow-wrap word-wrap direction unicode-bidi list-style-type
   margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left
   border border-top border-right border-bottom border-left border-color border-style border-width border-radius
   border-top-color border-top-style border-top-width border-right-color border-right-style border-right-width
   border-bottom-color border-bottom-style border-bottom-width border-left-color border-left-style border-left-width
   border-collapse border-spacing table-layout width height min-width max-width display float clear`
    .split(/\s+/)
    .filter(Boolean),
)

const DISPLAYS =
  /^(?:block|inline|inline-block|list-item|table|inline-table|table-(?:row|cell|row-group|header-group|footer-group|caption|column))$/
/** Numbers, names, colours; of functions those of colours. No quote, no escape, no comment, no address. */
const VALUE = /^[\p{L}\p{N}\s#%.,!+-]*$/u
const COLOUR_FUNCTION = /\b(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]{1,60}\)/gi
const STYLE_LENGTH_MAX = 4_000
const VALUE_LENGTH_MAX = 200

/** What of a style attribute is harmless, or an empty text. */
export function cleanStyle(style: string): string {
  return declarations(style)
    .filter(([property, value]) => isHarmless(property, value))
    .map(([property, value]) => `${property}:${value}`)
    .join(';')
}

function declarations(style: string): [string, string][] {
  return style
    .slice(0, STYLE_LENGTH_MAX)
    .split(';')
    .flatMap((declaration): [string, string][] => {
      const colon = declaration.indexOf(':')
      if (colon < 0) return []
      return named(declaration.slice(0, colon).trim().toLowerCase(), declaration.slice(colon + 1).trim())
    })
}

/** A background that is a plain colour is one; a family of fonts needs no quotes. */
function named(property: string, value: string): [string, string][] {
  const name = property === 'background' ? 'background-color' : property
  const plain = /^font(?:-family)?$/.test(name) ? value.replace(/["']/g, '') : value
  return [[name, plain.replace(/\s+/g, ' ')]]
}

function isHarmless(property: string, value: string): boolean {
  if (!PROPERTIES.has(property) || value === '' || value.length > VALUE_LENGTH_MAX) return false
  if (!VALUE.test(value.replace(COLOUR_FUNCTION, ''))) return false
  if (property === 'display') return DISPLAYS.test(value.toLowerCase())
  if (property === 'background-color') return !/\s/.test(value.replace(COLOUR_FUNCTION, ''))
  // What moves over its neighbours could write on what somebody else said.
  return !(/^(?:margin|text-indent|letter-spacing)/.test(property) && /(?:^|\s)-/.test(value))
}

/** Whether who sent it meant it not to be seen, as the lines that lists show beside the subject are. */
export function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  if (attributes.hidden !== undefined) return true
  const style = attributes.style
  if (style === undefined) return false
  const given = new Map(declarations(style.toLowerCase()))
  const says = (property: string, value: RegExp) => value.test(given.get(property) ?? '')
  if (says('display', /^none\b/) || says('visibility', /^hidden\b/) || says('opacity', /^0(?:\.0*)?(?:\s|$)/))
    return true
  return (
    says('overflow', /^hidden\b/) && (says('max-height', /^0(?:px)?\b(?!\.)/) || says('height', /^0(?:px)?\b(?!\.)/))
  )
}
