import { CURRENCY_CODES } from '../kernel/currencies.ts'

// The code lists that EN 16931 takes from elsewhere.

const list = (codes: string): ReadonlySet<string> => new Set(codes.split(/\s+/).filter(Boolean))

/** With those of the Canary Islands, Ceuta and Melilla, and split payment in Italy. */
export const TAX_CATEGORY_CODES = list('AE L M E S Z G O K B')

export const CURRENCIES: ReadonlySet<string> = new Set(CURRENCY_CODES)

/** ISO 3166-1, with Kosovo's and Northern Ireland's of the norm. */
export const COUNTRIES =
  list(`AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
  BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
  GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
  KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
  NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ
  SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF
  WS YE YT ZA ZM ZW 1A XI`)

/** What a VAT identifier may begin with: a country, and EL for Greece. */
export const isVatPrefix = (prefix: string): boolean => prefix === 'EL' || COUNTRIES.has(prefix)

/** Types of document (UNCL1001) that an invoice may have, and a credit note. */
export const INVOICE_TYPES =
  list(`71 80 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389
  390 393 394 395 456 457 527 553 575 623 633 751 780 817 870 875 876 877 935`)
export const CREDIT_NOTE_TYPES = list('81 83 261 262 296 308 381 396 420 458 532')

/** Means of payment (UNCL4461). */
export const PAYMENT_MEANS: ReadonlySet<string> = new Set([
  ...Array.from({ length: 70 }, (_, at) => String(at + 1)),
  ...['74', '75', '76', '77', '78', '91', '92', '93', '94', '95', '96', '97', '98', 'ZZZ'],
])

/** Types of file that may be attached. */
export const FILE_TYPES = list(`application/pdf image/png image/jpeg text/csv
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/vnd.oasis.opendocument.spreadsheet`)

/** When tax is due (UNTDID 2005, in CII 2475). */
export const TAX_POINTS = list('3 35 432 5 29 72')

/** UN/ECE recommendations 20 and 21 have some two thousand codes, all of this form. */
export const isUnitCode = (code: string): boolean => /^[A-Z0-9]{2,3}$/.test(code)

/** The code of "one", for what has no unit and for units that have no code. */
export const ONE_UNIT = 'C62'

const UNITS: Readonly<Record<string, string>> = {
  HUR: 'h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur 時間',
  DAY: 'd day days tag tage tg jour jours día dia días dias giorno giorni dag dagen 日',
  WEE: 'week weeks woche wochen semaine semaines semana semanas 週',
  MON: 'month months mon monat monate mois mes meses mese mesi maand maanden か月 ヶ月 月',
  ANN: 'year years jahr jahre an ans année années año años anno anni jaar 年',
  MIN: 'min minute minutes minuten minuto minutos 分',
  KGM: 'kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes',
  GRM: 'g gram grams gramm gramme grammes',
  TNE: 't tonne tonnes ton tons',
  LTR: 'l liter liters litre litres',
  MLT: 'ml milliliter millilitre',
  MTR: 'm meter meters metre metres mètre mètres lfm',
  KMT: 'km kilometer kilometers kilometre kilometres',
  CMT: 'cm centimeter centimetre',
  MMT: 'mm millimeter millimetre',
  MTK: 'm2 m² qm sqm',
  MTQ: 'm3 m³ cbm',
  FOT: 'ft foot feet',
  FTK: 'ft2 ft² sqft sqft.',
  INH: 'in inch inches',
  SMI: 'mi mile miles',
  LBR: 'lb lbs pound pounds',
  ONZ: 'oz ounce ounces',
  GLL: 'gal gallon gallons',
  KWH: 'kwh',
  SET: 'set sets satz',
  PR: 'pair pairs paar paire paires par pares',
  DZN: 'dozen dz dutzend',
  XBX: 'box boxes karton kartons schachtel boîte caja',
  XPK: 'pack packs package packages packung pkg paket pakete paquet',
  XPX: 'pallet pallets palette paletten',
  LS: 'flat flat-rate lump lumpsum pauschal pauschale psch forfait',
  H87: 'piece pieces pc pcs pce stk stck stück stueck st pièce pièces pieza piezas pezzo pezzi stuk stuks 個',
  C62: 'one each ea item items unit units einheit',
}
const CODE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(UNITS).flatMap(([code, words]) => words.split(' ').map((word) => [word, code] as const)),
)

/** The code of a unit as people write it, or as the code itself; null for a word that has none. */
export function unitCode(unit: string | null): string | null {
  const word = unit?.trim() ?? ''
  if (word === '') return ONE_UNIT
  const known = CODE_OF.get(word.toLowerCase().replace(/\.$/, ''))
  return known ?? (Object.hasOwn(UNITS, word) ? word : null)
}
