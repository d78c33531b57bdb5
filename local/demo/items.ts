import type { CreateItem } from '../../core/contract/items.ts'

/** What Maple Corner sells again and again, under the names that its invoices have. */
export const PRICE_LIST: readonly Omit<CreateItem, 'tax_rate_id'>[] = [
  { name: 'Labour', rate: '110.00', unit: 'h', description: 'Licensed plumber, tools included' },
  { name: 'Call-out (Toronto core)', rate: '60.00' },
  { name: 'Water heater flush', rate: '120.00' },
  { name: 'Drain camera inspection', rate: '180.00', unit: 'visit', description: 'With the recording' },
  { name: 'Copper pipe, 15 mm', rate: '14.50', unit: 'm' },
]
