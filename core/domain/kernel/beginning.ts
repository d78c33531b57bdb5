/** The first UTF-16 units of a text, at most `max`, without half a sign at their end: that could be stored nowhere. */
export function beginning(text: string, max: number): string {
  const cut = text.slice(0, max)
  const isHalved = text.length > max && /[\ud800-\udbff]$/.test(cut)
  return isHalved ? cut.slice(0, -1) : cut
}
