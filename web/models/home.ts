import type { HomeSummary } from '../../core/contract/business.ts'
import { Single } from './single.ts'

export const homeQuery = new Single('/v1/home/summary', {
  shows: ['onboarding', 'work_item', 'quote', 'invoice', 'payment', 'contact', 'expense', 'ai_draft', 'business'],
}).query

export type Figure = HomeSummary['unpaid'][number]

/** The figure in the business's own currency, and how much more there is in others. */
export function mainFigure(figures: readonly Figure[], currency: string): { main: Figure; others: readonly Figure[] } {
  const main = figures.find((figure) => figure.currency === currency) ?? { count: 0, total: '0', currency }
  return { main, others: figures.filter((figure) => figure !== main && figure.count > 0) }
}
