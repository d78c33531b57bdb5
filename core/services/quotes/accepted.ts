import { z } from 'zod'
import type { PortalTotal } from '../../contract/portal.ts'
import type { AcceptedQuote } from '../../contract/quotes.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { factorOf } from '../documents/decimals.ts'
import { presentSums } from '../documents/present.ts'
import { sumsRow } from '../documents/rows.ts'
import { bigintJson, bigintText } from '../json.ts'

/** `quotes.accepted`: which lines were chosen, how many of each, and what that comes to. */
export const AcceptedRow = z.object({
  lines: z.array(z.object({ position: z.number(), qty_e6: bigintText, amount: bigintJson, net: bigintJson })),
  ...sumsRow,
  total: bigintJson,
})
export type AcceptedRow = z.infer<typeof AcceptedRow>

interface Offered {
  currency: string
  lines: readonly { id: string; name: string }[]
}

export function presentAccepted(accepted: AcceptedRow, { currency, lines }: Offered): AcceptedQuote {
  return {
    line_items: accepted.lines.map((line) => ({
      line_id: lines[line.position]?.id ?? '',
      name: lines[line.position]?.name ?? '',
      qty: factorOf(line.qty_e6),
      amount: formatMoney(line.amount, currency),
      net: formatMoney(line.net, currency),
    })),
    ...presentSums({ ...accepted, currency }),
    total: formatMoney(accepted.total, currency),
  }
}

/** What was ticked, and what it comes to. */
export const presentChosen = (accepted: AcceptedRow, currency: string): PortalTotal => ({
  line_items: accepted.lines.map(({ position, qty_e6, amount }) => ({
    n: position + 1,
    qty: factorOf(qty_e6),
    amount: formatMoney(amount, currency),
  })),
  ...presentSums({ ...accepted, currency }),
  total: formatMoney(accepted.total, currency),
})

/** As it is stored. */
export const acceptedJson = (accepted: AcceptedRow): string =>
  JSON.stringify(accepted, (key, value: unknown) =>
    typeof value === 'bigint' ? (key === 'qty_e6' ? String(value) : Number(value)) : value,
  )
