const PREFIX_GROUPS = 4
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/

/**
 * Whom a limit by address counts: an IPv4 address, written in IPv6 or not, or the /64 of an IPv6 address, which is what one
 * household or office is given at the least (AU9). What is neither counts as it is.
 */
export function networkOf(address: string): string {
  const url = address.includes(':') ? `http://[${address}]` : ''
  if (!URL.canParse(url)) return address
  const short = new URL(url).hostname.slice(1, -1)
  const [, high, low] = MAPPED.exec(short) ?? []
  if (high && low) return [high, low].flatMap(bytesOf).join('.')
  return `${groupsOf(short).slice(0, PREFIX_GROUPS).join(':')}::/64`
}

const bytesOf = (group: string) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]

/** The eight groups of an address as URL writes it: in lower case, without leading zeros, the longest zeros left out. */
function groupsOf(short: string): string[] {
  const [before = [], after = []] = short.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
}
