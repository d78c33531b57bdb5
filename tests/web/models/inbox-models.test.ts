import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Message } from '../../../core/contract/conversations.ts'
import { deliveryWords, wentWrong } from '../../../web/models/deliveries.ts'
import { clockAhead, homeZone } from '../../../web/models/format.ts'
import { comesOn, laterChoices, laterInstant } from '../../../web/models/later.ts'
import { presenceWords } from '../../../web/models/presence.ts'
import { addressesIn } from '../../../web/models/replies.ts'
import { newerThan } from '../../../web/pages/inbox/meanwhile.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  homeZone.value = null
})
const at = (instant: string, zone: string) => {
  vi.setSystemTime(new Date(instant))
  homeZone.value = zone
  // Files of one worker share it, and another may have learned what time it is at the server.
  clockAhead.value = 0
}

describe('times to come', () => {
  it.each([
    ['a Friday at noon', '2026-11-20T17:00:00Z', 'America/Toronto', ['20T22', '21T13', '23T13', '04T13']],
    ['a Sunday, where tomorrow is next week', '2026-11-22T12:00:00Z', 'UTC', ['22T17', '23T08', '06T08']],
    ['a Monday evening', '2026-11-23T20:00:00Z', 'UTC', ['24T08', '30T08', '07T08']],
    [
      'where it is tomorrow already',
      '2026-11-20T17:00:00Z',
      'Pacific/Kiritimati',
      ['21T03', '21T18', '22T18', '04T18'],
    ],
    ['over a change of the clocks', '2026-10-31T17:00:00Z', 'America/Toronto', ['31T21', '01T13', '02T13', '14T13']],
  ])('on %s', (_, now, zone, expected) => {
    at(now, zone)
    expect(laterChoices().map((choice) => choice.at.slice(8, 13))).toEqual(expected)
  })

  it('have the day of the business beside them', () => {
    at('2026-11-20T17:00:00Z', 'America/Toronto')
    expect([comesOn('2026-11-20T22:00:00Z'), comesOn('2026-11-26T13:00:00Z')]).toEqual(['5:00 PM', 'Thu 8:00 AM'])
    expect([comesOn('2026-11-27T13:00:00Z'), comesOn('2027-11-20T13:00:00Z')]).toEqual([
      'Nov 27, 8:00 AM',
      'Nov 20, 2027, 8:00 AM',
    ])
    expect(laterInstant('2026-12-01', 14 * 60 + 30)).toBe('2026-12-01T19:30:00.000Z')
  })
})

const message = (more: Partial<Message>) =>
  ({ delivery: null, delivery_reason: null, send_at: null, author: null, ...more }) as Message

it('says of a message of ours how it fared, and of none that it was sent before it was', () => {
  at('2026-11-20T17:00:00Z', 'America/Toronto')
  expect(deliveryWords(message({}))).toBe(null)
  expect(deliveryWords(message({ delivery: 'QUEUED', send_at: '2026-11-20T17:00:09Z' }))).toBe('Sending')
  expect(deliveryWords(message({ delivery: 'QUEUED', send_at: null }))).toBe('Sending')
  expect(deliveryWords(message({ delivery: 'QUEUED', send_at: '2026-11-21T13:00:00Z' }))).toBe('Goes out Sat 8:00 AM')
  const back = message({ delivery: 'BOUNCED', delivery_reason: 'No such user' })
  expect([deliveryWords(back), wentWrong(back), wentWrong(message({ delivery: 'OPENED' }))]).toEqual([
    'Came back: No such user',
    true,
    false,
  ])
})

it('names who else is there, and first of all who writes', () => {
  const [sam, priya, lee] = ['Sam', 'Priya', 'Lee'].map((name) => ({ id: name, name, isWriting: false }))
  expect(presenceWords([])).toBe('')
  expect(presenceWords([sam!])).toBe('Sam is here, too')
  expect(presenceWords([sam!, priya!])).toBe('Sam and Priya are here, too')
  expect(presenceWords([sam!, { ...priya!, isWriting: true }])).toBe('Priya is writing')
  expect(presenceWords([sam!, priya!, lee!].map((each) => ({ ...each, isWriting: true })))).toBe(
    'Sam and 2 others are writing',
  )
})

it('takes addresses as people write them', () => {
  expect(addressesIn(' a@x.example, b@x.example;c@x.example\nd@x.example,')).toEqual(
    ['a', 'b', 'c', 'd'].map((each) => `${each}@x.example`),
  )
  expect(addressesIn(' ')).toEqual([])
})

it('knows what others wrote since its writer looked, and nothing of what is too far back', () => {
  const all = [
    message({ id: 'new', author: { id: 'user_sam', name: 'Sam' } }),
    message({ id: 'taken back', author: { id: 'user_sam', name: 'Sam' }, delivery: 'CANCELED' }),
    message({ id: 'seen' }),
    message({ id: 'old' }),
  ]
  expect(newerThan('seen', all).map(({ id }) => id)).toEqual(['new'])
  expect([newerThan(null, all), newerThan('not among them', all), newerThan('new', all)]).toEqual([[], [], []])
})
