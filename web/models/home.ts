import type { HomeSummary } from '../../core/contract/business.ts'
import { get } from '../api.ts'

export const homeQuery = {
  queryKey: ['home'],
  queryFn: async () => (await get<HomeSummary>('/v1/home/summary')).data,
}

export type Figure = HomeSummary['unpaid'][number]

/** The figure in the business's own currency, and how much more there is in others. */
export function mainFigure(figures: readonly Figure[], currency: string): { main: Figure; others: readonly Figure[] } {
  const main = figures.find((figure) => figure.currency === currency) ?? { count: 0, total: '0', currency }
  return { main, others: figures.filter((figure) => figure !== main && figure.count > 0) }
}
