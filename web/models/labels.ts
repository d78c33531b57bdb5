import { signal } from '@preact/signals'
import type { Business } from '../../core/contract/business.ts'

type Labels = Business['profile']['labels']

/** The words of the business for what it does and for whom (its profile). Until they are known, what most have: a chip without a word would grow. */
export const labels = signal<Labels>({
  work_item: 'Work',
  work_item_plural: 'Work',
  contact_customer: 'Customer',
  contact_vendor: 'Vendor',
})

/** Within a sentence. */
export const workWord = () => labels.value.work_item.toLocaleLowerCase()
export const workWords = () => labels.value.work_item_plural.toLocaleLowerCase()
