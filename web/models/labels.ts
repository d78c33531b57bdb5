import { signal } from '@preact/signals'
import type { Business } from '../../core/contract/business.ts'

type Labels = Business['profile']['labels']

/** The words of the business for what it does and for whom (its profile). Until they are known only what the frame shows has any. */
export const labels = signal({ work_item: 'Work', work_item_plural: 'Work' } as Labels)

/** Within a sentence. */
export const workWord = () => labels.value.work_item.toLocaleLowerCase()
export const workWords = () => labels.value.work_item_plural.toLocaleLowerCase()
