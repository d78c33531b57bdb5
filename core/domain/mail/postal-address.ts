/** What was read, from which line, and whether a sign beside it says the same. */
export interface SignatureFact {
  value: string
  line: string
  confidence: 'HIGH' | 'MEDIUM'
}

const TOWN = [
  // San Francisco, CA 94133; Sydney NSW 2000
  /\p{L}[\p{L} .'’-]*,? [A-Z]{2,3},? \d{4,5}(?:-\d{4})?$/u,
  // Toronto, ON M5V 2T6
  /\p{L}[\p{L} .'’-]*,? [A-Z]\d[A-Z] ?\d[A-Z]\d$/u,
  // London SW1A 1AA
  /(?:\p{L}[\p{L} .'’-]*,? )?\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/u,
  // 10115 Berlin, A-1010 Wien, 1012 AB Amsterdam, 00-950 Warszawa
  /(?:^|, )(?:[A-Z]{1,2}-)?(?:\d{4,5}(?: [A-Z]{2})?|\d{2}-\d{3}) \p{Lu}[\p{L} .'’()/-]*$/u,
]
const STREET = /^(?=.*\p{L}{3})(?=.*\d)[\p{L}\d .,'’/#&°-]{5,80}$/u
const NO_STREET = /@|www\.|https?:|\d{6,}|^\d{1,2}[./-]\d{1,2}|(?:tel|phone|fax|mobil|mobile|t|m|p|f)[.:]/iu
const COUNTRY_OR_LABEL =
  /^(?:address|adresse|anschrift|dirección|indirizzo|a):\s*|,? (?:usa|uk|u\.s\.a\.|canada|deutschland|germany|france|australia)\.?$/giu

/** A street and a town with its postal code, in one line or two; a town alone is no address. */
export function postalAddress(lines: readonly string[]): SignatureFact | null {
  for (const [index, line] of lines.entries()) {
    for (const part of partsOf(line)) {
      const town = TOWN.map((shape) => shape.exec(part)).find((found) => found !== null)
      if (!town) continue
      const before = part.slice(0, town.index).replace(/[\s,]+$/, '')
      if (isStreet(before)) return { value: part, line, confidence: 'HIGH' }
      const [street = ''] = /^(?:.*?\d.*?),\s*(?=\p{L})/u.exec(part) ?? []
      if (isStreet(street.replace(/[\s,]+$/, ''))) return { value: part, line, confidence: 'HIGH' }
      const above = partsOf(lines[index - 1] ?? '').at(-1) ?? ''
      if (before === '' && isStreet(above)) return { value: `${above}\n${part}`, line, confidence: 'HIGH' }
    }
  }
  return null
}

const partsOf = (line: string) =>
  line
    .slice(0, 200)
    .split(/\s*[|·•]\s*/)
    .map((part) => part.replace(COUNTRY_OR_LABEL, '').trim())
    .filter((part) => part !== '')

const isStreet = (text: string) => STREET.test(text) && !NO_STREET.test(text)
