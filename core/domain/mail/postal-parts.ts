/** The fields of a contact that an address in one text fills. */
export interface PostalParts {
  address_line1: string
  city: string | null
  region: string | null
  postal_code: string | null
}

/** 12 King Street, Toronto, ON M5V 2T6; 1 High Street, London SW1A 1AA */
const TOWN_FIRST =
  /^(?<before>.*?),?(?:\s+(?<region>[A-Z]{2,3}))?,?\s+(?<code>\d{4,5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/u
/** Torstraße 1, 10115 Berlin */
const CODE_FIRST =
  /^(?<street>.*\d.*?),?\s+(?<code>(?:[A-Z]{1,2}-)?(?:\d{4,5}(?: [A-Z]{2})?|\d{2}-\d{3})) (?<city>\p{Lu}[\p{L} .'’()/-]*)$/u

/** As far as it can be told which part is which; what cannot stands in the first line. */
export function postalParts(address: string): PostalParts {
  const line = address.replace(/\s*\n\s*/g, ', ').trim()
  const town = TOWN_FIRST.exec(line)?.groups
  if (town) return { ...streetAndCity(town.before ?? ''), region: town.region ?? null, postal_code: town.code ?? null }
  const code = CODE_FIRST.exec(line)?.groups
  if (code)
    return {
      address_line1: (code.street ?? '').trim(),
      city: code.city ?? null,
      region: null,
      postal_code: code.code ?? null,
    }
  return { address_line1: line, city: null, region: null, postal_code: null }
}

function streetAndCity(text: string): Pick<PostalParts, 'address_line1' | 'city'> {
  const at = text.lastIndexOf(',')
  const city = text.slice(at + 1).trim()
  if (at < 0 || /\d/.test(city) || city === '') return { address_line1: text.trim(), city: null }
  return { address_line1: text.slice(0, at).trim(), city }
}
