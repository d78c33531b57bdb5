import { err, ok, type Result } from '../kernel/result.ts'
import { computeTotals, type Totals, type TotalsError, type TotalsInput, type TotalsLine } from './totals.ts'

/** `isOptional`: it counts only once the customer has chosen it. */
export type OfferLine = TotalsLine & { isOptional?: boolean }
export type Offer = Omit<TotalsInput, 'lines'> & { lines: readonly OfferLine[] }

/** The totals of what is offered in any case; each optional line is priced, and by itself. */
export function computeOffer(offer: Offer): Result<Totals, TotalsError> {
  const firm = offer.lines.flatMap((line, index) => (line.isOptional ? [] : [{ line, index }]))
  const totals = computeTotals({ ...offer, lines: firm.map(({ line }) => line) })
  if (!totals.ok) return err(renamed(totals.error, (place) => firm[place]!.index))
  const lines: Totals['lines'] = []
  for (const [place, { index }] of firm.entries()) lines[index] = totals.value.lines[place]!
  for (const [index, line] of offer.lines.entries()) {
    if (!line.isOptional) continue
    const alone = computeTotals({ ...offer, lines: [line], discounts: [], charges: [] })
    if (!alone.ok) return err(renamed(alone.error, () => index))
    lines[index] = alone.value.lines[0]!
  }
  return ok({ ...totals.value, lines })
}

/** A path into all the lines instead of into those that were added up. */
const renamed = ({ field, reason }: TotalsError, indexOf: (place: number) => number): TotalsError => ({
  field: field.replace(/^lines\.(\d+)/, (_, place: string) => `lines.${indexOf(Number(place))}`),
  reason,
})
