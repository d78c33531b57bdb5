import type { PreviewProfile, Profile } from '../../../core/contract/profile.ts'

export const LABELS = [
  { name: 'work_item', label: 'One piece of work' },
  { name: 'work_item_plural', label: 'Several of them' },
  { name: 'contact_customer', label: 'Who buys' },
  { name: 'contact_vendor', label: 'Who sells to you' },
] as const
export const MODULES = [
  { name: 'inbox', label: 'Inbox' },
  { name: 'quotes', label: 'Quotes' },
  { name: 'invoices', label: 'Invoices' },
  { name: 'payments', label: 'Online payments' },
  { name: 'expenses', label: 'Expenses' },
  { name: 'client_portal', label: 'Pages for customers' },
  { name: 'sms', label: 'Text messages' },
  { name: 'pos_sync', label: 'Orders of a till' },
] as const
export const RULES = [
  { name: 'work_item_to_invoice', label: 'Work becomes an invoice' },
  { name: 'quote_to_invoice', label: 'A quote becomes an invoice' },
] as const

type Words = Record<(typeof LABELS)[number]['name'], string>
type Switches = Record<(typeof MODULES | typeof RULES)[number]['name'], boolean>
export type Values = { profile_id: string } & Words & Switches

export function startOf({ profile_id, labels, capabilities, workflows }: Profile): Values {
  return {
    profile_id,
    ...labels,
    ...capabilities,
    ...workflows.conversion_rules,
  }
}

/** What was typed, as a part of a profile. */
export function changeOf(typed: Partial<Values>, { profile_id }: Profile): PreviewProfile {
  const of = <Name extends keyof Values>(names: readonly { name: Name }[]) => {
    const given = names.flatMap(({ name }) => (typed[name] === undefined ? [] : [[name, typed[name]] as const]))
    return given.length ? Object.fromEntries(given) : undefined
  }
  const rules = of(RULES)
  const parts = {
    labels: of(LABELS),
    capabilities: of(MODULES),
    workflows: rules && { conversion_rules: rules },
  }
  const overrides = Object.fromEntries(Object.entries(parts).filter(([, part]) => part))
  return {
    ...(typed.profile_id && typed.profile_id !== profile_id ? { profile_id: typed.profile_id } : {}),
    ...(Object.keys(overrides).length ? { overrides } : {}),
  }
}
