import fc from 'fast-check'
import { expect, it } from 'vitest'
import { networkOf } from '../../../core/domain/kernel/network-address.ts'

it.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['::FFFF:c633:6407', '198.51.100.7'],
  ['0:0:0:0:0:ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:1::', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['not:an:address', 'not:an:address'],
  ['', ''],
])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network))

it('all addresses of a /64 count as one, those of the next as another', () => {
  const part = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16))
  const half = fc.array(part, { minLength: 4, maxLength: 4 }).map((parts) => parts.join(':'))
  fc.assert(
    fc.property(half, half, half, (network, one, other) => {
      fc.pre(!/^0:0:0:0$/.test(network))
      expect(networkOf(`${network}:${one}`)).toBe(networkOf(`${network}:${other}`))
      expect(networkOf(`${network}:${one}`)).toBe(`${network}::/64`)
    }),
  )
})
