import { describe, expect, it } from 'vitest'
import { isWebAddress } from '../../../core/domain/kernel/web-address.ts'

describe('isWebAddress', () => {
  it.each([
    'https://silva.example',
    'http://www.silva.example:8080/a?b=c#d',
    'HTTPS://SILVA.EXAMPLE',
    'https://müller.example/ü',
  ])('takes %s', (text) => expect(isWebAddress(text)).toBe(true))

  it.each([
    'javascript:alert(1)',
    'javascript://silva.example/%0aalert(1)',
    ' https://silva.example',
    'https://silva.example/a b',
    'https://silva.example\n',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'https://user@silva.example',
    'https://user:pass@silva.example',
    'https://localhost',
    'https://',
    'silva.example',
    '//silva.example',
    '',
  ])('XS2 refuses %j', (text) => expect(isWebAddress(text)).toBe(false))
})
