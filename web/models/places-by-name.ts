import type { Option } from '../components/combobox.tsx'
import { locale } from './locale.ts'

/** A choice with what else finds it: codes, and its name in the language of the app. */
export interface NamedChoice extends Option {
  also: string
}

/** ISO 3166. */
const COUNTRIES =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
  FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
  JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
  MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
  PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
  TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/)

const namesIn = (language: string) => new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })

let countries: readonly NamedChoice[] | undefined
/** All countries by their names in the person's language. */
export function countryChoices(): readonly NamedChoice[] {
  const [own, english] = [namesIn(locale()), namesIn('en')]
  const choice = (code: string) => ({ value: code, label: own.of(code) ?? code, also: `${code} ${english.of(code)}` })
  countries ??= COUNTRIES.map(choice).sort((a, b) => a.label.localeCompare(b.label, locale()))
  return countries
}

type Region = Intl.Locale & { getTimeZones?: () => string[]; timeZones?: string[] }

function zonesOf(country: string): readonly string[] {
  const region: Region = new Intl.Locale(`und-${country}`)
  return region.getTimeZones?.() ?? region.timeZones ?? []
}

let zones: readonly NamedChoice[] | undefined
/** All time zones by their cities, each with its country. */
export function zoneChoices(): readonly NamedChoice[] {
  const countryOf = new Map(
    countryChoices().flatMap((country) => zonesOf(country.value).map((zone) => [zone, country])),
  )
  const choice = (zone: string): NamedChoice => {
    const country = countryOf.get(zone)
    return {
      value: zone,
      label: zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' '),
      also: `${zone.replaceAll(/[/_]/g, ' ')} ${country?.label ?? ''} ${country?.also ?? ''}`,
      ...(country ? { detail: country.label } : {}),
    }
  }
  zones ??= [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].map(choice)
  return zones
}

/** The country that this browser is in: its language's, unless its clock goes by another's. */
export function likelyCountry(): string | undefined {
  const spoken = new Intl.Locale(locale()).maximize().region
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const isThere = (country: string) => zonesOf(country).includes(zone)
  return spoken === undefined || isThere(spoken) ? spoken : (COUNTRIES.find(isThere) ?? spoken)
}
