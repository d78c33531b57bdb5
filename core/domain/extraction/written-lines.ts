import { lineKindsOf } from '../mail/new-text.ts'
import type { Line } from './found.ts'

/** What somebody wrote himself just now, each line where it stood: not what he answers, nor who he is. */
export function writtenLines(lines: readonly Line[], kinds = lineKindsOf(lines.map(({ text }) => text))): Line[] {
  return lines.map((line, at) => (kinds[at] === 'new' ? line : { text: '' }))
}
