export const PASSWORD_CHARACTERS_MIN = 8
export const PASSWORD_BYTES_MAX = 200

export type PasswordReason = 'too_short' | 'too_long' | 'too_common' | 'not_storable'

/** Only what every list of stolen passwords begins with; length is what counts. */
const COMMONEST = new Set(
  `password 12345678 123456789 1234567890 qwertyui qwertyuiop 11111111 00000000 iloveyou sunshine princess football
  baseball superman`.split(/\s+/),
)

/** Why a password cannot be chosen, or null. Counts characters as a person would, and bytes so that hashing stays cheap (C-2, AU9). */
export function refusePassword(password: string): PasswordReason | null {
  if (!password.isWellFormed() || password.includes('\u0000')) return 'not_storable'
  if ([...password].length < PASSWORD_CHARACTERS_MIN) return 'too_short'
  if (new TextEncoder().encode(password).length > PASSWORD_BYTES_MAX) return 'too_long'
  return COMMONEST.has(password.toLowerCase()) ? 'too_common' : null
}

/** The same password however the keyboard composed it: NFKC, as NIST SP 800-63B asks for. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC')
}
