import { homeCurrency } from '../format.ts'
import { may } from '../permissions.ts'
import type { Suggestion } from './editing.ts'
import { hasLines } from './places.ts'
import { currencyOf } from './values.ts'

/** Who may change the business is who may bill in another currency (H-RBAC-16). */
export const mayChooseCurrency = (): boolean => may('business.update')

/** The currency of a document that whoever looks at it may not bill in, and the one that he may; null where he may bill in it. */
export function barredCurrency({ draft, values }: Suggestion): { currency: string; home: string } | null {
  const home = homeCurrency.value
  const currency = values.value.texts.currency || currencyOf(draft.value)
  const isBarred = hasLines(draft.value.intent) && home !== null && currency !== home && !mayChooseCurrency()
  return isBarred ? { currency, home } : null
}

/** Between which whoever may not choose any goes back and forth: that of the business, and those that were read or typed. */
export function currenciesLeft({ draft, values }: Suggestion): string[] {
  const left = [homeCurrency.value, draft.value.fields.currency?.value, values.value.texts.currency]
  return [...new Set(left.filter((code) => code !== null && code !== undefined && code !== ''))] as string[]
}
