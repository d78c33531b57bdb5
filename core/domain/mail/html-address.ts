const LINK_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const IMAGE_PROTOCOLS = new Set(['http:', 'https:'])
const LENGTH_MAX = 8_192
const PICTURE = /^data:image\/(?:png|gif|jpe?g|webp|bmp);base64,[a-z0-9+/=]*$/i

/** Where a link leads, written as browsers read it; null where it leads nowhere that may be opened. */
export const linkAddress = (href: string) => address(href, LINK_PROTOCOLS)

/** Where a picture lies on the web. */
export const webPicture = (src: string) => address(src, IMAGE_PROTOCOLS)

/** A picture that came within the HTML. */
export function inlinePicture(src: string): string | null {
  const plain = src.replace(/\s+/g, '')
  return PICTURE.test(plain) ? plain : null
}

/** The Content-ID of the part that a picture came in. */
export function partOfPicture(src: string): string | null {
  const found = /^\s*cid:([^\s<>"]{1,500})\s*$/i.exec(src)?.[1]
  if (found === undefined) return null
  try {
    return decodeURIComponent(found)
  } catch {
    return found
  }
}

// A URL is judged as the browser's own parser reads it: it drops tabs, line feeds and leading control characters too.
function address(written: string, protocols: ReadonlySet<string>): string | null {
  const trimmed = written.trim()
  if (trimmed.length > LENGTH_MAX) return null
  const url = URL.parse(trimmed.startsWith('//') ? `https:${trimmed}` : trimmed)
  if (!url || !protocols.has(url.protocol)) return null
  return /^https?:$/.test(url.protocol) && url.hostname === '' ? null : url.href
}
