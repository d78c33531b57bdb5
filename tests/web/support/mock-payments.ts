import { formatScaled, parseScaled } from '../../../core/domain/kernel/decimal.ts'
import * as maple from './maple.ts'
import { ok, type Reply, type World } from './mock-api.ts'

/** The payments that an address asks for. */
export function listedPayments(url: URL) {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  if (asked('invoice_id')) return [maple.payment].filter((each) => each.invoice_id === asked('invoice_id'))
  return [maple.cash, maple.payment].filter(
    ({ paid_on, contact_name, amount }) =>
      asked('paid_from') <= paid_on &&
      paid_on <= (asked('paid_to') || '9') &&
      `${contact_name} ${amount}`.toLowerCase().includes(asked('q').toLowerCase()),
  )
}

export function totalsAnswer(world: World, url: URL): Reply {
  const minor = (world.isEmpty ? [] : listedPayments(url)).map(({ amount }) => {
    const parsed = parseScaled(amount, 2)
    return parsed.ok ? parsed.value : 0n
  })
  const net = formatScaled(
    minor.reduce((sum, each) => sum + each, 0n),
    2,
  )
  return ok({ totals: minor.length ? [{ currency: 'CAD', received: net, returned: '0.00', net }] : [] })
}
