import type { Decimals, Figure, Mark } from './money.ts'

// How figures are written on a paper, or where it is from.

/** Where a comma parts decimals, and where a point does. Who writes both is in neither. */
const COMMA = new Set(
  'AR AT BE BG BO BR CL CO CZ DE DK EE ES FI FR GR HR HU ID IS IT LT LU LV MA NL NO PL PT RO RS SE SI SK TR UA UY VE VN'.split(
    ' ',
  ),
)
const POINT = new Set(
  'AE AU BH CN EG GB HK IE IL IN IQ JO JP KE KR KW LK MT MX MY NG NZ OM PH PK PR QA SA SG TH TW US'.split(' '),
)
/** Who groups by spaces. */
const SPACE = new Set('BE BG CA CZ EE FI FR HU LT LU LV MA NO PL PT SE SK TN UA ZA'.split(' '))

export const groupsBySpaces = (country: string | undefined): boolean => country !== undefined && SPACE.has(country)

export interface Writing {
  /** What parts decimals. */
  mark: Mark | undefined
  isPrinted: boolean
}

/** What parts decimals on a paper: what does so where nothing else can be meant, else what does in its country. */
export function writingOf(figures: readonly Figure[], country: string | undefined): Writing {
  const printed = new Set(figures.flatMap(({ mark }) => mark ?? []))
  if (printed.size > 0) return { mark: printed.size === 1 ? [...printed][0] : undefined, isPrinted: true }
  const mark = country === undefined ? undefined : COMMA.has(country) ? ',' : POINT.has(country) ? '.' : undefined
  return { mark, isPrinted: false }
}

/**
 * `1.250` is 1,250 in money of two decimals, and doubtful where points part decimals. In money of three it is 1.25, but where
 * commas do; then it is doubtful unless another figure says so.
 */
export function settled(figure: Figure, decimals: Decimals, { mark, isPrinted }: Writing): Figure {
  if (!figure.open) return figure
  if (decimals !== 3) return mark && figure.open !== mark ? figure : { ...figure, isDoubtful: true }
  if (mark === figure.open) return figure
  return { ...(mark ? asThousands(figure) : figure), ...(!(mark && isPrinted) && { isDoubtful: true }) }
}

const asThousands = (figure: Figure): Figure => ({
  ...figure,
  units: figure.units * 1_000,
  value: `${figure.value.replace('.', '')}.000`,
})
