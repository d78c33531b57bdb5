import { minorUnits } from '../kernel/currencies.ts'

// How money is called where people write of it: signs, codes, names, and the words for large sums.

/** A sign that many countries share is that of the country where it is written. */
const SHARED: Record<string, Readonly<Record<string, string>>> = {
  $: {
    US: 'USD',
    CA: 'CAD',
    AU: 'AUD',
    NZ: 'NZD',
    SG: 'SGD',
    HK: 'HKD',
    TW: 'TWD',
    MX: 'MXN',
    AR: 'ARS',
    CL: 'CLP',
    CO: 'COP',
    BB: 'BBD',
    BS: 'BSD',
    BZ: 'BZD',
    FJ: 'FJD',
    JM: 'JMD',
    TT: 'TTD',
    UY: 'UYU',
  },
  '¥': { JP: 'JPY', CN: 'CNY' },
  '£': { GB: 'GBP', EG: 'EGP', GI: 'GIP' },
  bs: { BO: 'BOB', VE: 'VES' },
  kr: { SE: 'SEK', NO: 'NOK', DK: 'DKK', IS: 'ISK' },
  rupee: { IN: 'INR', PK: 'PKR', LK: 'LKR', NP: 'NPR', MU: 'MUR' },
  peso: { MX: 'MXN', AR: 'ARS', CL: 'CLP', CO: 'COP', PH: 'PHP', UY: 'UYU' },
  franc: { CH: 'CHF', LI: 'CHF' },
  crown: { SE: 'SEK', NO: 'NOK', DK: 'DKK', IS: 'ISK', CZ: 'CZK' },
  dinar: { KW: 'KWD', BH: 'BHD', JO: 'JOD', TN: 'TND', RS: 'RSD', IQ: 'IQD', DZ: 'DZD' },
}
/** What a shared sign most often means where no country says which. */
const COMMON: Readonly<Record<string, string>> = { $: 'USD', '¥': 'JPY', '£': 'GBP', rupee: 'INR', franc: 'CHF' }

const SIGNS: Readonly<Record<string, string>> = {
  $: '$',
  '＄': '$',
  '£': '£',
  '￡': '£',
  '€': 'EUR',
  '¥': '¥',
  '￥': '¥',
  '₹': 'INR',
  '₩': 'KRW',
  '₺': 'TRY',
  '₽': 'RUB',
  '₪': 'ILS',
  '₫': 'VND',
  '₴': 'UAH',
  '₱': 'PHP',
  '฿': 'THB',
  '₡': 'CRC',
  '₦': 'NGN',
  '₵': 'GHS',
  '₸': 'KZT',
  '₿': '',
  円: 'JPY',
  元: 'CNY',
}

/** What stands before a dollar sign to say whose it is. */
const OF_DOLLAR: Readonly<Record<string, string>> = {
  us: 'USD',
  usd: 'USD',
  u: 'USD',
  c: 'CAD',
  ca: 'CAD',
  can: 'CAD',
  cad: 'CAD',
  cdn: 'CAD',
  a: 'AUD',
  au: 'AUD',
  aud: 'AUD',
  nz: 'NZD',
  nzd: 'NZD',
  hk: 'HKD',
  hkd: 'HKD',
  s: 'SGD',
  sg: 'SGD',
  sgd: 'SGD',
  mx: 'MXN',
  mex: 'MXN',
  mxn: 'MXN',
  nt: 'TWD',
  r: 'BRL',
  tt: 'TTD',
  j: 'JMD',
}

const NAMES: Readonly<Record<string, string>> = {
  dollar: '$',
  dollars: '$',
  bucks: '$',
  buck: '$',
  dólares: '$',
  dolares: '$',
  pound: '£',
  pounds: '£',
  quid: '£',
  livres: '£',
  'pounds sterling': 'GBP',
  sterling: 'GBP',
  'british pounds': 'GBP',
  euro: 'EUR',
  euros: 'EUR',
  yen: 'JPY',
  yuan: 'CNY',
  rmb: 'CNY',
  renminbi: 'CNY',
  rupee: 'rupee',
  rupees: 'rupee',
  rs: 'rupee',
  franc: 'franc',
  francs: 'franc',
  franken: 'CHF',
  fr: 'franc',
  sfr: 'CHF',
  'swiss francs': 'CHF',
  'schweizer franken': 'CHF',
  peso: 'peso',
  pesos: 'peso',
  bs: 'bs',
  kr: 'kr',
  kronor: 'SEK',
  kroner: 'crown',
  krona: 'SEK',
  krone: 'crown',
  zł: 'PLN',
  zl: 'PLN',
  zloty: 'PLN',
  złoty: 'PLN',
  lei: 'RON',
  rm: 'MYR',
  ringgit: 'MYR',
  rand: 'ZAR',
  real: 'BRL',
  reais: 'BRL',
  dirham: 'AED',
  dirhams: 'AED',
  riyals: 'SAR',
  won: 'KRW',
  baht: 'THB',
  forint: 'HUF',
  ft: 'HUF',
  kč: 'CZK',
  rubles: 'RUB',
  roubles: 'RUB',
  shekels: 'ILS',
  lira: 'TRY',
  naira: 'NGN',
  'kenyan shillings': 'KES',
  ksh: 'KES',
  dinar: 'dinar',
  dinars: 'dinar',
  bitcoin: '',
  bitcoins: '',
  btc: '',
  'us dollar': 'USD',
  'us dollars': 'USD',
  'american dollars': 'USD',
  'canadian dollar': 'CAD',
  'canadian dollars': 'CAD',
  'australian dollar': 'AUD',
  'australian dollars': 'AUD',
  'new zealand dollars': 'NZD',
  'hong kong dollars': 'HKD',
  'singapore dollars': 'SGD',
  'mexican pesos': 'MXN',
  'philippine pesos': 'PHP',
  'japanese yen': 'JPY',
  'indian rupees': 'INR',
  'chinese yuan': 'CNY',
  // They are no money any more, but figures of it were written.
  'finnish markka': '',
  'dutch guilders': '',
  guilders: '',
  pesetas: '',
  'deutsche mark': '',
  lire: '',
  escudos: '',
}

/** A hundredth of the money of the country where it is written. */
const HUNDREDTHS: Readonly<Record<string, string>> = {
  cent: '$',
  cents: '$',
  centavos: 'peso',
  centimes: 'EUR',
  céntimos: 'EUR',
  pence: 'GBP',
  penny: 'GBP',
  pennies: 'GBP',
}

const SCALES: Readonly<Record<string, number>> = {
  hundred: 2,
  thousand: 3,
  grand: 3,
  tausend: 3,
  mille: 3,
  mil: 3,
  lakh: 5,
  lakhs: 5,
  million: 6,
  millions: 6,
  millionen: 6,
  millones: 6,
  mio: 6,
  mn: 6,
  crore: 7,
  crores: 7,
  billion: 9,
  billions: 9,
  bn: 9,
  milliarden: 9,
  mrd: 9,
  trillion: 12,
}
/** Only where it stands right behind its figure: `12k`. */
const LETTERS: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9 }

/** What a table has of its own for a word from outside: `constructor` is in none of them. */
export const lookUp = <V>(table: Readonly<Record<string, V>>, word: string): V | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined

/** What a word or sign of money says: its currency (empty where none can be named), and the places that its figures move by. */
export interface MoneyWord {
  currency: string | undefined
  places: number
}

function currencyOf(meant: string, country: string | undefined): string | undefined {
  const shared = SHARED[meant]
  if (!shared) return meant || undefined
  return (country && shared[country]) || COMMON[meant]
}

export function moneyWord(written: string, country: string | undefined): MoneyWord | null {
  const word = written.toLowerCase()
  // Feet, but where it is money.
  if (word === 'ft' && written !== 'Ft' && country !== 'HU') return null
  if (word === 'bs' && (written !== 'Bs' || !lookUp(SHARED.bs ?? {}, country ?? ''))) return null
  const meant = lookUp(SIGNS, word) ?? lookUp(NAMES, word)
  if (meant !== undefined) return { currency: currencyOf(meant, country), places: 0 }
  const hundredth = lookUp(HUNDREDTHS, word)
  if (hundredth !== undefined) return { currency: currencyOf(hundredth, country), places: -2 }
  return codeOf(written)
}

/** Codes that people type in small letters, too; the others may be words: `try 3 times`. */
const TYPED = new Set('USD EUR GBP CAD AUD NZD CHF JPY INR SEK NOK DKK PLN MXN CNY HKD SGD ZAR BRL MYR AED'.split(' '))
const WORDS = new Set('ALL TRY TOP BOB PEN CUP SOS COP MOP GEL LAK MAD'.split(' '))
const THOUSANDS: Readonly<Record<string, number>> = { K: 3, T: 3, M: 6 }

function codeOf(written: string): MoneyWord | null {
  const code = written.toUpperCase()
  if (code.length === 3 && minorUnits(code) !== null && !WORDS.has(code) && (written === code || TYPED.has(code)))
    return { currency: code, places: 0 }
  const places = THOUSANDS[code.charAt(0)]
  const rest = code.slice(1)
  return places && written === code && TYPED.has(rest) ? { currency: rest, places } : null
}

/** A code that people use beside figures; of the others many are words. */
export const isTyped = (code: string): boolean => TYPED.has(code)
/** The letters before a dollar sign, for a pattern: `US$`. */
export const DOLLAR_OF = Object.keys(OF_DOLLAR)
  .map((letters) => letters.toUpperCase())
  .join('|')
export const ofDollar = (before: string): string | undefined => lookUp(OF_DOLLAR, before.toLowerCase())
export const scaleOf = (word: string, touches: boolean): number | undefined =>
  lookUp(SCALES, word.toLowerCase()) ?? (touches ? lookUp(LETTERS, word.toLowerCase()) : undefined)
