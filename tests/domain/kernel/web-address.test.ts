import { describe, expect, it } from 'vitest'
import { readWebAddress } from '../../../core/domain/kernel/web-address.ts'

describe('readWebAddress', () => {
  it.each([
    'https://silva.example',
    'http://www.silva.example:8080/a?b=c#d',
    'HTTPS://SILVA.EXAMPLE',
    'https://müller.example/ü',
  ])('takes %s', (text) => expect(readWebAddress(text)).toBe(text))

  it.each(['silva.example', 'www.silva.example/a', 'kfz-müller.example', 'silva.example:8080'])(
    'takes %s without its beginning',
    (text) => expect(readWebAddress(text)).toBe(`https://${text}`),
  )

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
    'user@silva.example',
    'https://localhost',
    'localhost',
    'https://',
    '//silva.example',
    'ftp://silva.example',
    'mailto:ana@silva.example',
    '',
  ])('XS2 refuses %j', (text) => expect(readWebAddress(text)).toBeNull())
})
