import type { AiUsage } from '../../core/contract/ai-usage.ts'
import { addDays, money, percent, quantity, shortDay } from './format.ts'
import { locale } from './locale.ts'
import { Single } from './single.ts'

/** What models were asked, which whatever they add to a draft may change. */
export const aiUsage = new Single('/v1/ai-usage', { shows: ['ai_draft'] })

type Month = AiUsage['months'][number]

export const wholeNumber = (count: number) => quantity(String(count), null)
export const callsWords = (count: number) => `${wholeNumber(count)} ${count === 1 ? 'call' : 'calls'}`

/** What is left, in a sentence. */
export const leftWords = ({ left, renews_on }: AiUsage): string =>
  left === null
    ? 'Your plan has no limit.'
    : `${callsWords(left)} left. On ${shortDay(renews_on)} the count begins anew.`

/** How the month will end, in a sentence; the rule is that of `usageOf`. */
export function paceWords({ state, projected, runs_out_on, limit, used, renews_on }: AiUsage): string {
  if (state === 'REACHED') return ''
  if (used === 0) return 'No model was asked this month.'
  if (projected === null) return 'From the third day of a month on it is said here how it will end.'
  // No sentence ends with a day: in some languages that ends with a dot itself.
  const pace = `By ${shortDay(addDays(renews_on, -1))} it will be about ${callsWords(projected)} at this pace`
  if (limit === null || runs_out_on === null) return `${pace}.`
  return `${pace}: about ${shortDay(runs_out_on)} the last one of your plan goes out.`
}

/** What still works without a model, and from when there are more. */
export const reachedWords = ({ used, limit, renews_on }: AiUsage): string =>
  `${used > (limit ?? 0) ? 'More than' : 'All of'} the ${callsWords(limit ?? 0)} of your plan ${used > (limit ?? 0) ? 'were' : 'are'} used. Until ${shortDay(renews_on)} no model is asked: drafts are made of what rules read in messages, receipts and notes, which is free and goes on. Nothing that was made is lost.`

/** `96%`, of the questions that could be used; a dash where none was asked. */
export function usefulShare({ useful, useless, silent }: Month): string {
  const asked = useful + useless + silent
  return asked === 0 ? '–' : percent(String(Math.round((useful * 100) / asked)))
}

/** `USD 1.25`, `< USD 0.01`; a dash where nobody knows a price, and a plus where some are not known. */
export function costWords({ cost_usd, unpriced, useful, useless }: Month): string {
  if (unpriced > 0 && unpriced === useful + useless) return '–'
  const isTiny = cost_usd.startsWith('0.00') && /[1-9]/.test(cost_usd)
  return `${isTiny ? '< ' : ''}${money(isTiny ? '0.01' : cost_usd, 'USD')}${unpriced > 0 ? ' +' : ''}`
}

/** Those since a model was first asked, newest first. */
export const monthsInUse = (months: readonly Month[]): Month[] =>
  months.slice(0, months.findLastIndex(({ calls, silent }) => calls + silent > 0) + 1)

/** None took no time at all: 0.1 s at least. */
export const secondsWords = (ms: number): string =>
  quantity((Math.max(ms, 100) / 1000).toFixed(ms < 10_000 ? 1 : 0), 's')

/** `November 2026` */
export const monthWords = (month: string): string =>
  new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC', calendar: 'gregory' }).format(
    new Date(month),
  )
