import { Resource } from './resource.ts'

export const taxRates = new Resource('tax_rate', '/v1/tax-rates', { staleTime: 60_000 })
export const taxRatesQuery = taxRates.rows({ limit: 100 })
