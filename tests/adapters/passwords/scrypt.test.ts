import { describe, expect, it } from 'vitest'
import { scryptPasswords } from '../../../workers/adapters/passwords/scrypt.ts'

const passwords = scryptPasswords()

describe('scrypt passwords', () => {
  it('a password matches its own hash and no other', async () => {
    const stored = await passwords.hash('correct horse battery')
    expect(stored).toMatch(/^scrypt\$14\$8\$5\$[\w-]{22}\$[\w-]{43}$/)
    expect(await passwords.matches('correct horse battery', stored)).toBe(true)
    expect(await passwords.matches('correct horse batterz', stored)).toBe(false)
  })

  it('two hashes of one password differ', async () => {
    expect(await passwords.hash('same')).not.toBe(await passwords.hash('same'))
  })

  it('AU9 without an account nothing matches, not even the dummy', async () => {
    expect(await passwords.matches('', null)).toBe(false)
  })

  it('what is stored says what it cost, whatever a new one costs', async () => {
    const cheap = scryptPasswords(1)
    const stored = await cheap.hash('correct horse battery')
    expect(stored).toMatch(/^scrypt\$1\$8\$5\$[\w-]{22}\$[\w-]{43}$/)
    expect(await passwords.matches('correct horse battery', stored)).toBe(true)
    expect(await cheap.matches('correct horse batterz', stored)).toBe(false)
    expect(await cheap.matches('', null)).toBe(false)
  })

  it('however the keyboard composes it, it is the same password', async () => {
    const stored = await passwords.hash('Zoe\u0308 caf\u00e9')
    expect(await passwords.matches('Zo\u00eb cafe\u0301', stored)).toBe(true)
  })
})
