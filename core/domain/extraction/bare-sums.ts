import type { Found, Line } from './found.ts'
import { decimalOf } from './numbers.ts'

/** `home depot 127.16`, `zus. 57,85`, `für 85,-`: hundredths, and no time, size, day, share or version. */
const BARE =
  /(?<![\p{L}\p{N}.,:/#-]|(?:at|um|v|version|à|las) )(?<sum>(?:\d{1,3}(?:[.'’]\d{3}){1,2}|\d{1,6})[.,:][-–—]{1,2}(?![\p{N}()DP|/\\-])|\d{1,6}[.,]\d\d)(?![\p{L}\p{N}%:/-]|[.,]\d| ?(?:%|x|×|am|pm|uhr|h|hrs?|hours?|std|m|m²|m2|qm|cm|mm|km|kg|g|l|ft|in|lbs?|prozent|percent)(?!\p{L}))/giu
const LINE_MAX = 2_000
const LINES_MAX = 200
/** Nothing says that it is money. */
const DOUBTED = 0.55

/** Sums without a word or a sign of money, where a message names no other: as people note what they paid. */
export const findBareSums = (lines: readonly Line[]): Found[] =>
  lines.slice(0, LINES_MAX).flatMap(({ text }, line) =>
    /\d[.,:](?:\d\d|[-–—])/u.test(text)
      ? [...text.slice(0, LINE_MAX).matchAll(BARE)].flatMap(({ index, groups }) => {
          const sum = groups?.sum ?? ''
          return isItem(sum, text, index)
            ? []
            : { value: decimalOf(sum), confidence: DOUBTED, span: { line, start: index, end: index + sum.length } }
        })
      : [],
  )

/** `1.- paint the fence`: the number of an item, not a sum. */
const isItem = (sum: string, text: string, index: number) =>
  /\D$/u.test(sum) && text.slice(0, index).trim() === '' && /\p{L}/u.test(text.slice(index + sum.length))

const TOTAL =
  /^[^\p{L}]{0,6}(?:(?:grand|order|invoice|air) )?(?:total(?! hours)|amount (?:due|paid|charged)|balance due|you paid|gesamt(?:betrag|summe)?|summe|endbetrag|zu zahlen|montant (?:total|dû|ttc)|net à payer|importe total|total a pagar)(?!\p{L})/iu

/** What all of it comes to before its parts. */
export const totalsFirst = (amounts: readonly Found[], lines: readonly Line[]): Found[] => {
  const isTotal = ({ span }: Found) => TOTAL.test(lines[span.line]?.text.slice(0, LINE_MAX) ?? '')
  return [...amounts.filter(isTotal), ...amounts.filter((one) => !isTotal(one))]
}
