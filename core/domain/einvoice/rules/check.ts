import type { EInvoice } from '../model.ts'
import { CODE_LISTS } from './code-lists.ts'
import { DECIMALS } from './decimals.ts'
import { MANDATORY } from './mandatory.ts'
import type { Finding, Rule } from './rule.ts'
import { TAX_CATEGORY_RULES } from './tax-categories.ts'
import { TOTALS } from './totals.ts'

export type { Finding } from './rule.ts'

const RULES: readonly Rule[] = [...MANDATORY, ...TOTALS, ...TAX_CATEGORY_RULES, ...CODE_LISTS, ...DECIMALS]

/** The rules of EN 16931 that an e-invoice breaks, each with a sentence; none where it is right. */
export const checkEInvoice = (invoice: EInvoice): Finding[] => RULES.flatMap((rule) => rule(invoice))
