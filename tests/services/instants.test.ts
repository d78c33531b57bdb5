import { expect, it } from 'vitest'
import { toInstant } from '../../core/services/instants.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const INSTANTS = [
  '2026-11-25T21:42:17.123456Z',
  '2026-11-25T21:42:17.1Z',
  '2026-11-25T23:59:59.999999Z',
  '2026-03-29T01:00:00Z',
  '1969-12-31T23:59:59.05Z',
]

it.each(['UTC', 'Asia/Kathmandu', 'America/St_Johns'])(
  'an instant is written in UTC, whatever the zone of the session: %s',
  async (zone) => {
    const written = await database.admin<{ json: string; text: string; sent: string }>(
      `select to_jsonb(at)#>>'{}' as json, at::text as text, sent from set_config('timezone', $1, false) _,
       unnest($2::text[]) sent, lateral (select sent::timestamptz as at where _ is not null) t`,
      [zone, INSTANTS],
    )
    expect(written).toHaveLength(INSTANTS.length)
    for (const { json, text, sent } of written) {
      expect(toInstant(json)).toBe(new Date(sent).toISOString())
      expect(toInstant(text)).toBe(new Date(sent).toISOString())
    }
  },
)
