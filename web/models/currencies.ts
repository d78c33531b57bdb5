import { CURRENCY_CODES, minorUnits } from '../../core/domain/kernel/currencies.ts'
import { locale } from './locale.ts'
import { likelyCountry } from './places-by-name.ts'

const COMMON = ['USD', 'CAD', 'EUR', 'GBP', 'AUD', 'NZD', 'CHF', 'INR', 'JPY', 'MXN']
const BY_REGION: Record<string, string> = {
  CA: 'CAD',
  GB: 'GBP',
  AU: 'AUD',
  NZ: 'NZD',
  CH: 'CHF',
  IN: 'INR',
  JP: 'JPY',
  MX: 'MXN',
  DE: 'EUR',
  FR: 'EUR',
  ES: 'EUR',
  IT: 'EUR',
  NL: 'EUR',
  BE: 'EUR',
  AT: 'EUR',
  IE: 'EUR',
  PT: 'EUR',
  FI: 'EUR',
  GR: 'EUR',
}

/** A first guess from the browser's region; the person sees it and can change it. */
export function likelyCurrency(): string {
  return BY_REGION[likelyCountry() ?? ''] ?? 'USD'
}

/** The usual ones first, then all others by name; metals and funds cannot be billed in. */
export function currencyChoices(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([locale()], { type: 'currency', fallback: 'code' })
  const choice = (code: string) => ({ value: code, label: `${code}, ${names.of(code) ?? code}` })
  const others = CURRENCY_CODES.filter((code) => minorUnits(code) !== null && !COMMON.includes(code))
  return [...COMMON, ...others].map(choice)
}
