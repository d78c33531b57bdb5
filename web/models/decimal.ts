/**
 * What a person typed as an amount, quantity or percentage, as a decimal string for the wire; null when it is no number.
 * `1,234.5` and `1 234,50` are understood; a single comma before one to four last digits is a decimal comma unless it groups thousands.
 */
export function readDecimal(typed: string): string | null {
  const bare = typed.replace(/[\s\u00a0\u202f$€£¥%']/g, '')
  const plain = pointAsDecimal(bare)
  if (!/^-?(\d+(\.\d*)?|\.\d+)$/.test(plain)) return null
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain) ?? []
  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  return sign + digits + (fraction && `.${fraction}`)
}

function pointAsDecimal(text: string): string {
  const comma = text.lastIndexOf(',')
  const point = text.lastIndexOf('.')
  if (comma === -1) return text
  if (point > comma) return text.replaceAll(',', '')
  if (point !== -1) return text.replaceAll('.', '').replace(',', '.')
  const groupsThousands = /^-?\d{1,3}(,\d{3})+$/.test(text)
  return groupsThousands ? text.replaceAll(',', '') : text.replace(',', '.')
}

/** Fills up to `decimals` digits (`85` as `85.00`), never cuts: what is too precise stays for the message to name. */
export function padDecimal(value: string, decimals: number): string {
  if (decimals === 0) return value.replace(/\.0*$/, '')
  const [whole = '0', fraction = ''] = value.split('.')
  return `${whole}.${trimTo(fraction, decimals).padEnd(decimals, '0')}`
}

function trimTo(fraction: string, decimals: number): string {
  return fraction.length <= decimals
    ? fraction
    : fraction.slice(0, decimals) + fraction.slice(decimals).replace(/0+$/, '')
}

export const fractionDigits = (value: string) => (value.split('.')[1] ?? '').length
export const isZero = (value: string) => /^-?0*(\.0*)?$/.test(value)
