import { Resource } from './resource.ts'

/** The price list. */
export const items = new Resource('item', '/v1/items', { shows: ['tax_rate'] })
