const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#34': '"',
  '#38': '&',
  '#39': "'",
  '#x27': "'",
  '#x2F': '/',
  '#47': '/',
}

/** All web addresses of a mail, each once, in the order of its HTML and then of its text. */
export function linksIn(html: string, text: string): string[] {
  const hrefs = [...html.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map((match) =>
    decodeEntities(match[1] ?? match[2] ?? ''),
  )
  const shown = [...decodeEntities(html.replace(/<[^>]*>/g, ' ')).matchAll(ADDRESS), ...text.matchAll(ADDRESS)].map(
    ([url]) => trim(url),
  )
  return [...new Set([...hrefs, ...shown].filter((url) => /^https?:\/\//i.test(url)))]
}

export const ADDRESS = /https?:\/\/[^\s<>"]+/gi

// A full stop after an address ends the sentence, not the address.
export const trim = (url: string) => url.replace(/[.,;:!?)\]'"]+$/, '')

const decodeEntities = (text: string) => text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
