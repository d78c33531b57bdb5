export type WriteNumber = (value: string) => string

/**
 * How a locale writes numbers of one kind. All kinds have the signs of its money: Germany's English and Switzerland's
 * French have others for other numbers, and a line with a quantity and a price would have both. A minus is as wide as
 * the digits. Decimal strings go to Intl as they are, so no amount passes through a float.
 */
export function numberWriter(locale: string, options: Intl.NumberFormatOptions = {}): WriteNumber {
  const format = new Intl.NumberFormat(locale, options)
  const write: WriteNumber = (value) => withMinus(format.format(value as Intl.StringNumericLiteral))
  if (options.style === 'currency') return write
  const own = signsOf(format)
  const money = signsOf(moneyFormat(locale, format.resolvedOptions().numberingSystem))
  if (own.decimal === money.decimal && own.group === money.group) return write
  return (value) => {
    const parts = format.formatToParts(value as Intl.StringNumericLiteral)
    return withMinus(parts.map((part) => money[part.type] ?? part.value).join(''))
  }
}

/** The decimal sign of the money of a locale, then that of its other numbers. */
export function decimalSigns(locale: string): [ofMoney: string, ofNumbers: string] {
  const plain = new Intl.NumberFormat(locale, { numberingSystem: 'latn' })
  return [signsOf(moneyFormat(locale, 'latn')).decimal ?? '.', signsOf(plain).decimal ?? '.']
}

const withMinus = (text: string) => text.replace('-', '\u2212')

const moneyFormat = (locale: string, numberingSystem: string) =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', numberingSystem })

type Signs = Partial<Record<Intl.NumberFormatPartTypes, string>>

function signsOf(format: Intl.NumberFormat): Signs {
  const { locale, numberingSystem, style } = format.resolvedOptions()
  const shown = style === 'currency' ? format : new Intl.NumberFormat(locale, { numberingSystem })
  const parts = shown.formatToParts(1_234_567.5)
  const sign = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value
  const [decimal, group] = [sign('decimal'), sign('group')]
  return { ...(decimal ? { decimal } : {}), ...(group ? { group } : {}) }
}
