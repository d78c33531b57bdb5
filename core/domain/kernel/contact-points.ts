import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { Remembered } from './remembered.ts'
import { err, ok, type Result } from './result.ts'

const LOCAL = /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}$/u
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u

/** An e-mail address as typed, domain in lower case; no line break, one @, at most 254 characters, a domain with a dot. */
export function parseEmail(text: string): Result<string, 'not_an_email'> {
  const address = text.replace(/^ +| +$/g, '')
  const [local = '', domain = '', ...more] = address.split('@')
  if (address.length > 254 || more.length > 0 || !address.isWellFormed()) return err('not_an_email')
  if (!LOCAL.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return err('not_an_email')
  const labels = domain.split('.')
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return err('not_an_email')
  return ok(`${local}@${domain.toLowerCase()}`)
}

/** The address with its domain as mail servers know it: `info@kfz-müller.de` goes to `info@xn--kfz-mller-u9a.de`. */
export function asciiEmail(address: string): string | null {
  const [local = '', domain = ''] = address.split('@')
  if (/^[\x20-\x7e]*$/.test(domain)) return address
  return URL.canParse(`http://${domain}`) ? `${local}@${new URL(`http://${domain}`).hostname}` : null
}

const EXTENSION_DIGITS_MAX = 11

/** A phone number in E.164, with its extension where it has one (`+14165550123 ext. 45`); `country` (ISO 3166, two letters) reads numbers typed without their country code. */
export function parsePhone(text: string, country?: string): Result<string, 'not_a_phone_number'> {
  if (text.length > 40) return err('not_a_phone_number')
  const home = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined
  const parsed = parsePhoneNumberFromString(text, { ...(home && { defaultCountry: home }), extract: false })
  if (!parsed?.isPossible() || (parsed.ext?.length ?? 0) > EXTENSION_DIGITS_MAX) return err('not_a_phone_number')
  return ok(parsed.ext ? `${parsed.number}${EXTENSION}${parsed.ext}` : parsed.number)
}

const EXTENSION = ' ext. '

/** The number without its extension: all that can be dialled, and looked for. */
export const dialled = (phone: string): string => phone.split(EXTENSION)[0] ?? phone

const WRITTEN_MAX = 2000
const written = new Remembered<string>(WRITTEN_MAX)

/** As people write it, for whoever reads it in any country: `+1 416 555 0123`. */
export function formatPhone(phone: string): string {
  return written.get(phone) ?? written.set(phone, parsePhoneNumberFromString(phone)?.formatInternational() ?? phone)
}
