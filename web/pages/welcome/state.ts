import { type Signal, useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { Business, TaxRate } from '../../../core/contract/business.ts'

export interface Welcome {
  business: Business | undefined
  rates: readonly TaxRate[]
  /** What is typed on the first page, shown in the sample before it is saved. */
  typed: Signal<Partial<Business>>
  typedTax: Signal<{ name: string; percent: string } | null>
  saved: Signal<boolean>
  next: () => void
}

export function useWelcome(
  business: Business | undefined,
  rates: readonly TaxRate[] | undefined,
  at: number,
  steps: number,
): Welcome {
  const { route } = useLocation()
  const typed = useSignal<Partial<Business>>({})
  const typedTax = useSignal<Welcome['typedTax']['value']>(null)
  const saved = useSignal(false)
  const next = () => route(at < steps ? `/welcome?step=${at + 1}` : '/invoices?edit=new')
  return { business, rates: rates ?? [], typed, typedTax, saved, next }
}
