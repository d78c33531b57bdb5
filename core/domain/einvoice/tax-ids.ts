import { isVatPrefix } from './codes.ts'

/** A VAT identifier as it goes into an e-invoice, without what it was set apart by; null for any other tax number. */
export function vatIdOf(taxId: string | null): string | null {
  const bare = (taxId ?? '').toUpperCase().replace(/[\s./-]/g, '')
  return /^[A-Z]{2}[0-9A-Z+*]{2,13}$/.test(bare) && /[0-9]/.test(bare) && isVatPrefix(bare.slice(0, 2)) ? bare : null
}
