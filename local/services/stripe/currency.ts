import { invalid } from './problem.ts'

// Written down apart from core/domain/payments, from docs.stripe.com/currencies, so that a mistake there is refused here.
const ZERO_DECIMALS = words('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf')
const THREE_DECIMALS = words('bhd jod kwd omr tnd')
const TWO_DECIMALS_ALWAYS_00 = words('isk ugx')
const OTHERS = words(
  'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah uyu uzs wst xcd yer zar zmw',
)
const MINIMUMS: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
}
const MAXIMUM = 99_999_999
const MAXIMUMS: Record<string, number> = {
  idr: 999_999_999_999,
  cop: 9_999_999_999,
  huf: 9_999_999_999,
  inr: 9_999_999_999,
}

export function checkCurrency(code: string, param: string): string {
  const currency = code.toLowerCase()
  const known = [ZERO_DECIMALS, THREE_DECIMALS, TWO_DECIMALS_ALWAYS_00, OTHERS].some((codes) => codes.has(currency))
  if (!known) throw invalid(`Invalid currency: ${code}. Stripe currently supports these currencies: usd, eur, …`, param)
  return currency
}

export function checkAmount(amount: number, currency: string, param: string) {
  if (amount < (MINIMUMS[currency] ?? 1)) {
    const least = displayAmount(MINIMUMS[currency] ?? 1, currency)
    throw invalid(`The total amount due must add up to at least ${least}`, param, 'amount_too_small')
  }
  const most = MAXIMUMS[currency] ?? MAXIMUM
  if (amount > most) {
    throw invalid(
      `The total amount due must be no more than ${displayAmount(most, currency)}`,
      param,
      'amount_too_large',
    )
  }
  if (THREE_DECIMALS.has(currency) && amount % 10 !== 0) {
    throw invalid(`The amount in ${currency} must be evenly divisible by 10`, param, 'parameter_invalid_integer')
  }
  if (TWO_DECIMALS_ALWAYS_00.has(currency) && amount % 100 !== 0) {
    throw invalid(`The amount in ${currency} must be evenly divisible by 100`, param, 'parameter_invalid_integer')
  }
}

export function displayAmount(amount: number, currency: string): string {
  const decimals = ZERO_DECIMALS.has(currency) ? 0 : THREE_DECIMALS.has(currency) ? 3 : 2
  const digits = String(amount).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${grouped}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''} ${currency.toUpperCase()}`
}

function words(text: string): Set<string> {
  return new Set(text.split(' '))
}
