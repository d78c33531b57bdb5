import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { normalisePassword } from '../../../core/domain/identity/password.ts'
import type { Passwords } from '../../../core/services/auth/ports.ts'
import { isCommonPassword } from './common.ts'
import { OneAtATime } from './one-at-a-time.ts'

/** N is two to this. */
export const PASSWORD_LOG2N = 14
const [R, P] = [8, 5]
const SALT_BYTES = 16
const HASH_BYTES = 32
const MEMORY_MAX = 64 * 1024 * 1024

export type Scrypt = (password: string, salt: Buffer, length: number, options: ScryptOptions, done: Done) => void
type Done = (error: Error | null, key: Buffer) => void

/**
 * Passwords as salted scrypt, `scrypt$log2N$r$p$salt$hash` in base64url; one at a time, because it takes the whole thread.
 * `log2N` is what a new hash costs; one that is stored says itself what it cost.
 */
export function passwordsBy(hasher: Scrypt, log2N = PASSWORD_LOG2N): Passwords {
  const queue = new OneAtATime()
  const cost = ['scrypt', log2N, R, P].join('$')
  // Compared when there is no account, so that nobody learns that from the work done (AU9). It is no password's hash.
  const dummy = `${cost}$${'A'.repeat(22)}$${'A'.repeat(43)}`
  const derive = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> => {
    const work = () =>
      new Promise<Buffer>((resolve, reject) => {
        hasher(normalisePassword(password), salt, HASH_BYTES, { ...options, maxmem: MEMORY_MAX }, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      })
    return queue.run(work)
  }
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES)
      const hash = await derive(password, salt, { N: 2 ** log2N, r: R, p: P })
      return [cost, salt.toString('base64url'), hash.toString('base64url')].join('$')
    },
    isCommon: isCommonPassword,
    async matches(password, stored) {
      const [, storedLog2N, r, p, salt = '', hash = ''] = (stored ?? dummy).split('$')
      const expected = Buffer.from(hash, 'base64url')
      const options = { N: 2 ** Number(storedLog2N), r: Number(r), p: Number(p) }
      const actual = await derive(password, Buffer.from(salt, 'base64url'), options)
      return timingSafeEqual(actual, expected) && stored !== null
    },
  }
}

export const scryptPasswords = (log2N = PASSWORD_LOG2N): Passwords => passwordsBy(scrypt, log2N)
