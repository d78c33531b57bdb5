import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { normalisePassword } from '../../../core/domain/identity/password.ts'
import type { Passwords } from '../../../core/services/auth/ports.ts'
import { isCommonPassword } from './common.ts'
import { OneAtATime } from './one-at-a-time.ts'

const COST = { log2N: 14, r: 8, p: 5 }
const SALT_BYTES = 16
const HASH_BYTES = 32
/** Compared when there is no account, so that nobody learns that from the work done (AU9). It is no password's hash. */
const DUMMY = `scrypt$14$8$5$${'A'.repeat(22)}$${'A'.repeat(43)}`

export type Scrypt = (password: string, salt: Buffer, length: number, options: ScryptOptions, done: Done) => void
type Done = (error: Error | null, key: Buffer) => void

/** Passwords as salted scrypt, `scrypt$log2N$r$p$salt$hash` in base64url; one at a time, because it takes the whole thread. */
export function passwordsBy(hasher: Scrypt): Passwords {
  const queue = new OneAtATime()
  const derive = (password: string, salt: Buffer, { log2N, r, p }: typeof COST): Promise<Buffer> => {
    const options = { N: 2 ** log2N, r, p, maxmem: 64 * 1024 * 1024 }
    const work = () =>
      new Promise<Buffer>((resolve, reject) => {
        hasher(normalisePassword(password), salt, HASH_BYTES, options, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      })
    return queue.run(work)
  }
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES)
      const hash = await derive(password, salt, COST)
      return ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
    },
    isCommon: isCommonPassword,
    async matches(password, stored) {
      const [, log2N, r, p, salt = '', hash = ''] = (stored ?? DUMMY).split('$')
      const expected = Buffer.from(hash, 'base64url')
      const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) }
      const actual = await derive(password, Buffer.from(salt, 'base64url'), cost)
      return timingSafeEqual(actual, expected) && stored !== null
    },
  }
}

export const scryptPasswords: Passwords = passwordsBy(scrypt)
