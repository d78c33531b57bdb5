import { invalid } from '../../domain/kernel/errors.ts'
import type { AuthContext } from './context.ts'

const COMMON = 'This is one of the first passwords anyone would try: choose another, such as three words of your own'

/** The hash of a password that somebody chooses, unless everybody tries it first. */
export async function hashNewPassword(auth: AuthContext, password: string): Promise<string> {
  await refuseCommon(auth, password, 'password')
  return auth.passwords.hash(password)
}

/** Refuses it at its field. */
export async function refuseCommon({ passwords }: AuthContext, password: string, field: string): Promise<void> {
  if (await passwords.isCommon(password)) throw invalid(field, COMMON)
}
