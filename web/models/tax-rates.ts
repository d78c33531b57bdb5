import type { TaxRate } from '../../core/contract/business.ts'
import { percent } from './format.ts'
import { Resource } from './resource.ts'

export const taxRates = new Resource('tax_rate', '/v1/tax-rates', { staleTime: 60_000 })
export const taxRatesQuery = taxRates.rows({ limit: 100 })

/** The tax that new lines and items begin with; empty is none. */
export const usualTax = (rates: readonly Pick<TaxRate, 'id' | 'is_default' | 'status'>[]) =>
  rates.find((rate) => rate.is_default && rate.status === 'ACTIVE')?.id ?? ''

/** No tax, those in use, and the one that was chosen before it was retired. */
export const taxChoices = (rates: readonly TaxRate[], chosen: string) => [
  { value: '', label: 'No tax' },
  ...rates
    .filter((rate) => rate.status === 'ACTIVE' || rate.id === chosen)
    .map((rate) => ({ value: rate.id, label: `${rate.name} ${percent(rate.percent)}` })),
]
