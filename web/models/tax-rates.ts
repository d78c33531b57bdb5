import type { TaxRate, UpdateTaxRate } from '../../core/contract/business.ts'
import { patch, post, remove } from '../api.ts'
import { changed } from './queries.ts'

export async function createTaxRate(input: { name: string; percent: string; is_default: boolean }): Promise<void> {
  await post('/v1/tax-rates', input)
  changed('tax_rate')
}

export async function updateTaxRate(rate: TaxRate, changes: Omit<UpdateTaxRate, 'if_match_version'>): Promise<void> {
  await patch(`/v1/tax-rates/${rate.id}`, { ...changes, if_match_version: rate.version })
  changed('tax_rate')
}

export async function deleteTaxRate(rate: TaxRate): Promise<void> {
  await remove(`/v1/tax-rates/${rate.id}`)
  changed('tax_rate')
}
