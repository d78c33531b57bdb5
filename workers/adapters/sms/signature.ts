import { createHmac, timingSafeEqual } from 'node:crypto'

/** Fields of a form; one that comes more than once keeps all of its values. */
export type Fields = readonly (readonly [name: string, value: string])[]

/**
 * What Twilio signs: the address, then each field in the order of its name, of one that comes more than once each value once.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function twilioSignature(token: string, url: string, fields: Fields): string {
  const pairs = [...new Set(fields.map(([name, value]) => JSON.stringify([name, value])))]
    .map((pair) => JSON.parse(pair) as [string, string])
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
  const text = pairs.map(([name, value]) => name + value).join('')
  return createHmac('sha1', token).update(`${url}${text}`).digest('base64')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Whether Twilio signed it for this address of ours. It signs with the port of the address or without it, so both are taken. */
export function isFromTwilio(token: string, signature: string | undefined, url: string, fields: Fields): boolean {
  const given = Buffer.from(signature ?? '')
  return spellings(url).some((spelling) => {
    const right = Buffer.from(twilioSignature(token, spelling, fields))
    return given.length === right.length && timingSafeEqual(given, right)
  })
}

const PORTS: Record<string, string> = { 'https:': '443', 'http:': '80' }

/** The address as it is, without its port, and with the port that is meant when none is written. */
function spellings(url: string): string[] {
  const { protocol, hostname, port } = new URL(url)
  const rest = url.slice(url.indexOf('/', protocol.length + 2))
  return [url, `${protocol}//${hostname}${rest}`, `${protocol}//${hostname}:${port || PORTS[protocol]}${rest}`]
}
