import { describe, expect, it } from 'vitest'
import { type Fields, isFromTwilio, twilioSignature } from '../../../workers/adapters/sms/signature.ts'

const URL_OF_DOCS = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const call = (caller: string): Fields => [
  ['To', '+18005551212'],
  ['Digits', '1234'],
  ['CallSid', 'CA1234567890ABCDE'],
  ['From', caller],
  ['Caller', caller],
]

describe('SM1 the signature of Twilio', () => {
  // From Twilio's documentation, token 12345: the older and the newer example.
  it.each([
    ['+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['+14158675310', 'GvWf1cFY/Q7PnoempGyD5oXAezc='],
  ])('is that of the documentation for %s', (caller, signature) => {
    expect(twilioSignature('12345', URL_OF_DOCS, call(caller))).toBe(signature)
    expect(isFromTwilio('12345', signature, URL_OF_DOCS, call(caller))).toBe(true)
  })

  it.each([
    ['another token', '12346', URL_OF_DOCS, call('+14158675309')],
    ['another address', '12345', 'https://mycompany.com/myapp.php?foo=1&bar=3', call('+14158675309')],
    ['another host', '12345', 'https://mycompany.org/myapp.php?foo=1&bar=2', call('+14158675309')],
    ['no query', '12345', 'https://mycompany.com/myapp.php', call('+14158675309')],
    ['another field', '12345', URL_OF_DOCS, [...call('+14158675309'), ['Body', 'x']] as Fields],
    ['a field less', '12345', URL_OF_DOCS, call('+14158675309').slice(1)],
  ])('does not fit with %s', (_, token, url, fields) => {
    expect(isFromTwilio(token, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', url, fields)).toBe(false)
  })

  it.each(['', 'x', 'RSOYDt4T1cUTdK1PDd93', '🙂', undefined])('is not %j', (signature) => {
    expect(isFromTwilio('12345', signature, URL_OF_DOCS, call('+14158675309'))).toBe(false)
  })

  it.each([
    ['https://mycompany.com/a?b=1', 'https://mycompany.com:443/a?b=1'],
    ['https://mycompany.com:8443/a', 'https://mycompany.com/a'],
    ['http://mycompany.com/a', 'http://mycompany.com:80/a'],
  ])('for %s is taken as signed for %s', (url, signed) => {
    expect(isFromTwilio('12345', twilioSignature('12345', signed, []), url, [])).toBe(true)
  })

  it('of a field that comes more than once has each of its values once, in order', () => {
    const fields: Fields = [
      ['MediaUrl', 'b'],
      ['MediaUrl', 'a'],
      ['MediaUrl', 'b'],
    ]
    const once = twilioSignature('12345', `${URL_OF_DOCS}MediaUrlaMediaUrlb`, [])
    expect(twilioSignature('12345', URL_OF_DOCS, fields)).toBe(once)
  })
})
