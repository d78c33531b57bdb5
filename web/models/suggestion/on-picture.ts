import type { AiDraft } from '../ai-drafts.ts'
import { shownAt } from './places.ts'

/** Where the words of a value stand on a picture, in percent of it. */
export interface Spot {
  path: string
  words: string
  left: number
  top: number
  width: number
  height: number
}

type Read = Pick<AiDraft, 'source_lines' | 'source_boxes'>

/** The words of a line stand on it as wide as they are long: where each letter stands is not told. What lies off the picture is left out. */
export function placesOnPicture(
  { source_lines, source_boxes }: Read,
  fields: AiDraft['fields'],
  size: { width: number; height: number },
): Spot[] {
  const spots: Spot[] = []
  for (const [path, { span }] of Object.entries(fields)) {
    const box = span && source_boxes?.[span.line]
    const line = span ? (source_lines[span.line] ?? '') : ''
    if (!span || !box || line.length === 0 || span.end <= span.start) continue
    const [left = 0, top = 0, right = 0, bottom = 0] = box
    const letter = (right - left) / line.length
    const spot = {
      path: shownAt(path),
      words: line.slice(span.start, span.end),
      left: (100 * (left + letter * span.start)) / size.width,
      top: (100 * top) / size.height,
      width: (100 * letter * (span.end - span.start)) / size.width,
      height: (100 * (bottom - top)) / size.height,
    }
    if (isOn(spot)) spots.push(spot)
  }
  // The smaller lies on the larger.
  return spots.toSorted((one, other) => other.width - one.width)
}

const isOn = ({ left, top, width, height }: Spot): boolean =>
  left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= 101 && top + height <= 101
