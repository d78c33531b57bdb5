import { normalisePassword } from '../../../core/domain/identity/password.ts'

let list: ReadonlySet<string> | undefined

/** Whether a password is one character again and again, or one of the list, in any case and with whatever punctuation behind it. */
export async function isCommonPassword(password: string): Promise<boolean> {
  const folded = normalisePassword(password).trim().toLowerCase()
  if (/^(.)\1*$/u.test(folded)) return true
  list ??= await readList()
  return list.has(folded) || list.has(folded.replace(/[^\p{L}\p{N}]+$/u, ''))
}

/** Unpacked when it is first needed: ten milliseconds that no other request has to pay. */
async function readList(): Promise<ReadonlySet<string>> {
  // The list alone: beside it the package has words for dice, which nobody here throws.
  const { default: passwords } = await import('@zxcvbn-ts/language-common/dist/passwords.json.mjs')
  return new Set(passwords)
}
