import { signal } from '@preact/signals'
import type { Business } from '../../core/contract/business.ts'

type Labels = Business['profile']['labels']

/** The words of the business for what it does and for whom (its profile); these until it is known. */
export const labels = signal<Labels>({
  work_item: 'Work',
  work_item_plural: 'Work',
  contact_customer: 'Customer',
  contact_vendor: 'Vendor',
})

/** A word within a sentence; one that is written in capitals stays so. */
export const within = (word: string) => word.replace(/\p{Lu}(?!\p{Lu})/gu, (letter) => letter.toLocaleLowerCase())

export const workWord = () => within(labels.value.work_item)
export const workWords = () => within(labels.value.work_item_plural)
