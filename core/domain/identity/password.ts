export const PASSWORD_CHARACTERS_MIN = 8
export const PASSWORD_BYTES_MAX = 200

export type PasswordReason = 'too_short' | 'too_long' | 'blank' | 'not_storable'

/**
 * Why a password cannot be chosen, or null; the list of those that everybody guesses is the server's. Counts characters as a
 * person would, and bytes so that hashing stays cheap (C-2, AU9).
 */
export function refusePassword(password: string): PasswordReason | null {
  if (!password.isWellFormed() || password.includes('\u0000')) return 'not_storable'
  if ([...password].length < PASSWORD_CHARACTERS_MIN) return 'too_short'
  if (new TextEncoder().encode(password).length > PASSWORD_BYTES_MAX) return 'too_long'
  return /^[\p{Z}\p{C}]*$/u.test(password) ? 'blank' : null
}

/** The same password however the keyboard composed it: NFKC, as NIST SP 800-63B asks for. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC')
}
