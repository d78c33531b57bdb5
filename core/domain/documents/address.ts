interface Address {
  address_line1: string | null
  address_line2: string | null
  city: string | null
  region: string | null
  postal_code: string | null
  country: string | null
}

/** Where the postal code follows the town. */
const CODE_LAST = new Set(['AU', 'CA', 'GB', 'IE', 'IN', 'NZ', 'US'])

/** An address as it is written where it lies, with the country's name; only what there is of it. */
export function addressLines(address: Address, locale: string): string[] {
  const { city, region, postal_code: code, country } = address
  const isCodeLast = country === null || CODE_LAST.has(country)
  const town = joined(isCodeLast ? [city, region, code] : [code, city, region])
  const place = [address.address_line1, address.address_line2, town].filter((line): line is string => Boolean(line))
  // A country alone is no address.
  return place.length > 0 && country ? [...place, countryName(country, locale)] : place
}

const joined = (parts: (string | null)[]) => parts.filter((part) => part).join(' ')

function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}
