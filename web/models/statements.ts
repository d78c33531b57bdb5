import { keepPreviousData } from '@tanstack/preact-query'
import type { Statement } from '../../core/contract/statements.ts'
import { ENTRY_WORDS, isOfMoney } from '../../core/domain/statements/entries.ts'
import { get, post } from '../api.ts'
import type { Kind } from './queries.ts'
import { changed } from './queries.ts'

export type Account = Statement['accounts'][number]
export type Entry = Account['entries'][number]
export interface Days {
  from?: string
  to?: string
}

/** What a customer was sent, paid and owes over some days; none named are the last three months. */
export const statement = (id: string, days: Days) => ({
  queryKey: ['/v1/contacts', id, 'statement', days],
  meta: { shows: ['invoice', 'payment', 'contact', 'credit_note'] as readonly Kind[] },
  placeholderData: keepPreviousData,
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await get('/v1/contacts/:id/statement', { params: { id }, query: days, signal })).data,
})

export async function sendStatement(id: string, input: Days & { to_address: string; message: string | null }) {
  const { data } = await post('/v1/contacts/:id/send-statement', input, { id })
  changed('contact')
  return data
}

/** `Invoice INV-0007`, `Payment for INV-0007`. */
export function entryWords({ kind, number }: Entry): string {
  if (number === null) return ENTRY_WORDS[kind]
  return isOfMoney(kind) ? `${ENTRY_WORDS[kind]} for ${number}` : `${ENTRY_WORDS[kind]} ${number}`
}

/** Where what an entry is about can be looked at. */
export const entryHref = ({ kind, id, invoice_id }: Entry): string | null => {
  if (kind === 'CREDIT_NOTE') return `/credit-notes/${id}`
  return invoice_id && `/invoices/${invoice_id}`
}

/** What is due by its age, in words; the ages of which there is nothing stay, so that nothing jumps between days. */
export const AGES: readonly [keyof Account['ageing'], string][] = [
  ['not_due', 'Not due'],
  ['days_1_30', '1–30 days'],
  ['days_31_60', '31–60 days'],
  ['days_61_90', '61–90 days'],
  ['days_over_90', 'Over 90 days'],
]
