import { describe, expect, it } from 'vitest'
import { consentOf } from '../../../core/domain/sms/consent.ts'

describe('SM2 what a message says about being written to', () => {
  it.each([
    ['STOP', 'STOP'],
    [' stop \n', 'STOP'],
    ['Stopall', 'STOP'],
    ['unsubscribe', 'STOP'],
    ['Cancel', 'STOP'],
    ['END', 'STOP'],
    ['quit', 'STOP'],
    ['Start', 'START'],
    ['UNSTOP', 'START'],
    ['help', 'HELP'],
    ['Info', 'HELP'],
    ['Please stop by at noon', null],
    ['cancel the visit', null],
    ['constructor', null],
    ['', null],
  ])('%j is %s', (text, consent) => {
    expect(consentOf(text)).toBe(consent)
  })

  it('the provider knows more words than we do', () => {
    expect(consentOf('ARRET', 'STOP')).toBe('STOP')
    expect(consentOf('Hello', 'nonsense')).toBeNull()
  })
})
