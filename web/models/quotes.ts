import { Resource } from './resource.ts'

export const QUOTE_FILTERS = [
  { value: '', label: 'All' },
  { value: 'DRAFT', label: 'Draft' },
  { value: 'SENT', label: 'Sent' },
  { value: 'APPROVED', label: 'Approved' },
  { value: 'REJECTED', label: 'Rejected' },
  { value: 'EXPIRED', label: 'Expired' },
  { value: 'CONVERTED', label: 'Converted' },
] as const

export const quotes = new Resource('quote', '/v1/quotes', {
  shows: ['contact', 'invoice', 'work_item'],
  // The minted link stays with its caller.
  kept: (quote) => ({ ...quote, link_url: null }),
})
