import type { Proposal, ProposedValue } from '../../../core/domain/drafts/proposal.ts'

/** What a bad model answers: as sure of itself as a good one, with values and quotes that stand nowhere. */
export function wrongly({ intent, values }: Proposal): Proposal {
  const made = values.map(invented)
  const more = intent === 'NONE' ? [] : [invented({ field: MONEY[intent] ?? 'title', value: '', quote: '' })]
  return { intent, values: [...made.filter(({ field }) => field !== more[0]?.field), ...more] }
}

const MONEY: Partial<Record<Proposal['intent'], string>> = {
  DRAFT_QUOTE: 'line_items.0.rate',
  DRAFT_INVOICE: 'line_items.0.rate',
  DRAFT_EXPENSE: 'amount',
}

function invented({ field, value, quote }: ProposedValue): ProposedValue {
  if (/rate$|amount|tax_total/u.test(field)) return { field, value: '8417.93', quote: 'we agreed on 8,417.93' }
  if (/qty$/u.test(field)) return { field, value: '37', quote: '37 pieces as always' }
  if (/date$|^due_at/u.test(field)) return { field, value: '2027-08-19', quote: 'by August 19, 2027' }
  if (field === 'currency') return { field, value: value === 'CHF' ? 'NOK' : 'CHF', quote: 'all in francs' }
  if (field === 'vendor_name') return { field, value: 'Brightwater Holdings', quote: 'Brightwater Holdings' }
  if (field === 'priority') return { field, value, quote }
  return { field, value: 'Replace all 14 sprinklers at 99 Orchard Way', quote: 'replace all 14 sprinklers' }
}
