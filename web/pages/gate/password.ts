import { PASSWORD_CHARACTERS_MIN, type PasswordReason, refusePassword } from '../../../core/domain/identity/password.ts'

const SENTENCES: Record<PasswordReason, string> = {
  too_short: `Use at least ${PASSWORD_CHARACTERS_MIN} characters`,
  too_long: 'Use a shorter password',
  blank: 'Spaces alone are no password: use letters, numbers or a few words',
  not_storable: 'Some characters are broken: type it again',
}

/** Why a password cannot be chosen, in words, or null. */
export function passwordProblem(password: string): string | null {
  const reason = refusePassword(password)
  return reason && SENTENCES[reason]
}
