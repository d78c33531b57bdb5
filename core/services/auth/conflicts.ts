import { AppError } from '../../domain/kernel/errors.ts'

const SENTENCES: Record<string, string> = {
  users_email_key: 'This address has an account already: sign in with it',
  memberships_pkey: 'You belong to this business already',
  last_owner: 'A business keeps at least one owner: make somebody else an owner first',
  already_member: 'This address belongs to a member already',
  too_many_businesses: 'You own a hundred businesses already: that is as many as there may be',
  too_many_invitations: 'There are too many open invitations: revoke some first',
}

/** Says what stands in the way, where the database only knows its name. */
export async function explainConflict<T>(verb: Promise<T>): Promise<T> {
  try {
    return await verb
  } catch (error) {
    const sentence = error instanceof AppError && error.code === 'CONFLICT' ? SENTENCES[error.hint ?? ''] : undefined
    throw sentence ? new AppError('CONFLICT', sentence, { hint: (error as AppError).hint, cause: error }) : error
  }
}
