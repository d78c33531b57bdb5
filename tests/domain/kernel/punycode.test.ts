import { domainToASCII } from 'node:url'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeLabel } from '../../../core/domain/kernel/punycode.ts'

it.each([
  ['xn--kfz-mller-u9a', 'kfz-müller'],
  ['xn--strae-oqa', 'straße'],
  ['xn--r8jz45g', '例え'],
  ['xn--mgbh0fb', 'مثال'],
  ['kfz-mueller', null],
  ['xn--', ''],
  ['xn--ü', null],
  ['xn--99999999999', null],
])('%s is %s', (label, letters) => expect(decodeLabel(label)).toBe(letters))

it('decodes whatever the platform encodes', () => {
  const label = fc.stringMatching(/^[a-zà-öø-ÿА-Яа-яぁ-ゖ一-龠]{1,20}$/)
  fc.assert(
    fc.property(label, (text) => {
      const ascii = domainToASCII(text)
      const decoded = decodeLabel(ascii)
      if (decoded !== null) expect(domainToASCII(decoded)).toBe(ascii)
      if (ascii === '' || !ascii.startsWith('xn--')) expect(decoded).toBeNull()
    }),
  )
})
