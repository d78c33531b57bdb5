import { useQuery } from '@tanstack/preact-query'
import { money } from '../../models/format.ts'
import { type PaymentFilters, paymentTotals } from '../../models/payment-totals.ts'

/** What came in, went back and is left, of all that fits, not only of what is shown so far. */
export function Totals({ filters }: { filters: PaymentFilters }) {
  const { data, isPlaceholderData } = useQuery(paymentTotals(filters))
  if (data?.totals === null)
    return <p class="meta muted totals">There are too many to add up. Choose fewer days to see what came in.</p>
  return (
    <table class="totals" aria-label="Total of these payments" aria-busy={!data || isPlaceholderData}>
      <thead>
        <tr class="meta muted">
          <th>Received</th>
          <th>Returned</th>
          <th>Net</th>
        </tr>
      </thead>
      <tbody>
        {data?.totals?.map(({ currency, received, returned, net }) => (
          <tr key={currency}>
            <td class="number">{money(received, currency)}</td>
            <td class="number">{money(returned, currency)}</td>
            <td class="number strong">{money(net, currency)}</td>
          </tr>
        )) ?? (
          <tr>
            <td colSpan={3}>&nbsp;</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
