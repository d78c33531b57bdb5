import { dialled } from '../kernel/contact-points.ts'

const CALLING_CODE_MAX = 3
const PHONE_LIKE = /^[\s\d+().\-/]+$/
const DIGITS_MIN = 5

/** What a phone number in E.164 is found by: its digits, with and without what may be its calling code (1 to 3 digits). */
export function phoneTerms(e164: string): string[] {
  const digits = dialled(e164).replace(/\D/g, '')
  return Array.from({ length: CALLING_CODE_MAX + 1 }, (_, code) => digits.slice(code)).filter((term) => term !== '')
}

/** The single term of a query that is a phone number however it was grouped, or null: "(416) 555-01" is "41655501". */
export function phoneQuery(query: string): string | null {
  if (!PHONE_LIKE.test(query)) return null
  const digits = query.replace(/\D/g, '').replace(/^0+/, '')
  return digits.length < DIGITS_MIN ? null : digits
}
