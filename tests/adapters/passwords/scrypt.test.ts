import { describe, expect, it } from 'vitest'
import { scryptPasswords } from '../../../workers/adapters/passwords/scrypt.ts'

describe('scrypt passwords', () => {
  it('a password matches its own hash and no other', async () => {
    const stored = await scryptPasswords.hash('correct horse battery')
    expect(stored).toMatch(/^scrypt\$14\$8\$5\$[\w-]{22}\$[\w-]{43}$/)
    expect(await scryptPasswords.matches('correct horse battery', stored)).toBe(true)
    expect(await scryptPasswords.matches('correct horse batterz', stored)).toBe(false)
  })

  it('two hashes of one password differ', async () => {
    expect(await scryptPasswords.hash('same')).not.toBe(await scryptPasswords.hash('same'))
  })

  it('AU9 without an account nothing matches, not even the dummy', async () => {
    expect(await scryptPasswords.matches('', null)).toBe(false)
  })

  it('however the keyboard composes it, it is the same password', async () => {
    const stored = await scryptPasswords.hash('Zoe\u0308 caf\u00e9')
    expect(await scryptPasswords.matches('Zo\u00eb cafe\u0301', stored)).toBe(true)
  })
})
