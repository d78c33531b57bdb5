import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
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

/** A phone number in E.164; `country` (ISO 3166, two letters) reads numbers typed without their country code. */
export function parsePhone(text: string, country?: string): Result<string, 'not_a_phone_number'> {
  if (text.length > 40) return err('not_a_phone_number')
  const home = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined
  const parsed = parsePhoneNumberFromString(text, { ...(home && { defaultCountry: home }), extract: false })
  return parsed?.isPossible() && !parsed.ext ? ok(parsed.number) : err('not_a_phone_number')
}
