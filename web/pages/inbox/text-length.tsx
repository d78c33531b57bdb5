import { SEGMENTS_MAX, segmentsOf, TEXT_UNITS_MAX } from '../../../core/domain/sms/segments.ts'
import { plural } from '../../models/format.ts'

/** Why a text cannot go out in one go; '' while it can. */
export const tooLong = (text: string): string =>
  text.trim().length > TEXT_UNITS_MAX || segmentsOf(text.trim()).count > SEGMENTS_MAX
    ? 'This is too long for a text message. Shorten it, or send it in parts'
    : ''

/** What is paid for, before it is sent: other letters than the plain ones make a message shorter. */
export function TextLength({ text }: { text: string }) {
  const { count, encoding } = segmentsOf(text.trim())
  if (count === 0) return null
  const why = encoding === 'UCS2' && count > 1 ? ', because of a letter that is not in the plain alphabet' : ''
  return (
    <p class="meta muted">
      {plural([...text.trim()].length, 'character')}, {plural(count, 'segment')}
      {why}
    </p>
  )
}
