/** Only what leads to a web page over https, or http on the own machine. */
export const webAddress = (text: string | null): string | null =>
  text !== null && URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol) ? text : null

export const initialsOf = (name: string): string =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => [...word][0]!.toUpperCase())
    .join('')

export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? ''
