import { beforeAll, describe, expect, it } from 'vitest'
import { fill, MEMBER_OPERATIONS, type Operation } from '../../support/operations.ts'
import { bytesOf, rowOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type TeamBusiness } from '../../support/team.ts'

const LISTS = MEMBER_OPERATIONS.filter((op) => op.queryParams.includes('cursor'))
const stack = useStack()
let a: TeamBusiness
let b: TeamBusiness
/** At most so many lists for two businesses, because one of them is answered 600 times a minute. */
const LISTS_EACH = 8
const groups = Math.ceil(LISTS.length / LISTS_EACH)
const groupOf = (op: Operation) => LISTS.indexOf(op) % groups
const pairs: [TeamBusiness, TeamBusiness][] = []
const pairOf = (op: Operation) => pairs[groupOf(op)]!
beforeAll(async () => {
  const [teamA, teamB] = await Promise.all([makeTeam(stack), makeTeam(stack)])
  for (let n = 0; n < groups; n++) pairs.push(await Promise.all([teamA.business(), teamB.business()]))
  for (const op of LISTS) for (const business of pairOf(op)) await addRows(business, op)
}, 60_000)

/** Where each list is asked for: one of parts has the thing that they are parts of in its path. */
const places = new Map<string, string>()
const placeOf = (business: TeamBusiness, op: Operation) => places.get(`${business.tenantId} ${op.key}`)!

async function addRows(business: TeamBusiness, op: Operation) {
  const { list } = rowOf(op)
  const id = (await list?.of?.(business)) ?? ''
  places.set(`${business.tenantId} ${op.key}`, fill(op.path, { id }))
  for (let n = 0; n < 3; n++) await list?.add(business, id)
}

const page = (business: TeamBusiness, op: Operation, query: Record<string, string | number>) =>
  business.owner.get(
    `${placeOf(business, op)}?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`,
  )
const cursorOf = async (business: TeamBusiness, op: Operation, query: Record<string, string | number> = { limit: 1 }) =>
  (await page(business, op, query)).body.meta.cursor as string

describe.each(LISTS.map((op) => [op.key, op] as const))('%s', (_, op) => {
  beforeAll(() => {
    ;[a, b] = pairOf(op)
  })

  it('H-GEN-9 has at most 100 rows, 20 unless told, and refuses every other limit', async () => {
    for (const limit of [0, 101, -1, 'abc', '', '1.5', '٣', 2 ** 53]) {
      const answer = await page(a, op, { limit })
      expect([limit, answer.status]).toEqual([limit, 422])
      expect(answer.body.error.details).toContainEqual({ field: 'limit', message: expect.any(String) })
    }
    for (const limit of [1, 100]) expect((await page(a, op, { limit })).status).toBe(200)
    const twice = await a.owner.get(`${placeOf(a, op)}?limit=1&limit=2`)
    expect([200, 422]).toContain(twice.status)
    if (twice.status === 200) expect(twice.body.data.length).toBeLessThanOrEqual(2)
  })

  it('H-GEN-9 walking the pages meets each row once, whatever the size of a page', async () => {
    const all = (await page(a, op, { limit: 100 })).body.data as object[]
    expect(all.length).toBeGreaterThan(2)
    for (const limit of [1, 2]) {
      const walked: object[] = []
      let cursor: string | null = null
      do {
        const answer = await page(a, op, { limit, ...(cursor ? { cursor } : {}) })
        walked.push(...answer.body.data)
        cursor = answer.body.meta.cursor
      } while (cursor && walked.length < 50)
      expect(walked).toEqual(all)
    }
  })

  it('TI3 refuses a cursor of another business, of another list, and an edited one', async () => {
    const theirs = await cursorOf(b, op)
    const mine = await cursorOf(a, op)
    expect((await page(a, op, { limit: 1, cursor: mine })).status).toBe(200)
    const [place = '', mac = ''] = mine.split('.')
    const edited = Buffer.from(Buffer.from(place, 'base64url').toString().replace(/\d/, '9')).toString('base64url')
    const other = await cursorOf(a, LISTS.find((one) => one !== op && groupOf(one) === groupOf(op))!)
    const forged = [
      theirs,
      other,
      `${edited}.${mac}`,
      `${place}.`,
      place,
      `${place}.${mac}A`,
      '.',
      'x',
      '[]',
      '\u0000',
      'ä.ö',
    ]
    for (const cursor of forged) {
      const answer = await page(a, op, { limit: 1, cursor })
      expect([cursor, answer.status], answer.text).toEqual([cursor, 400])
      expect(answer.body.error.code).toBe('VALIDATION_ERROR')
    }
  })

  it.each(op.queryParams.filter((name) => name.endsWith('_id')))(
    'TI3 %s of another business finds nothing',
    async (name) => {
      const make = rowOf(op).list?.ids?.[name]
      const id = make ? await make(b) : (await page(b, op, { limit: 1 })).body.data[0][name]
      const theirs = await page(a, op, { [name]: id })
      expect([theirs.status, theirs.body.data]).toEqual([200, []])
      expect((await page(b, op, { [name]: id })).body.data.length).toBeGreaterThan(0)
      for (const nobody of [crypto.randomUUID(), '1', "' or ''='"]) {
        expect(bytesOf(await page(a, op, { [name]: nobody }))).toBe(bytesOf(theirs))
      }
    },
  )

  it('TI3 a cursor fits only the filters it was made with', async () => {
    const { filters = {} } = rowOf(op).list ?? {}
    const own = op.queryParams.filter((name) => !/^(limit|cursor|q)$|_id$/.test(name))
    expect(Object.keys(filters).sort(), 'its row has a value for each filter').toEqual(own.sort())
    const cursor = await cursorOf(a, op)
    for (const [name, value] of Object.entries(filters))
      expect([name, (await page(a, op, { limit: 1, cursor, [name]: value })).status]).toEqual([name, 400])
  })

  if (op.queryParams.includes('q'))
    it('TI8 finds its own canary, and none of another business', async () => {
      expect((await page(a, op, { q: a.tenantId })).body.data.length).toBeGreaterThan(0)
      expect((await page(a, op, { q: b.tenantId })).body.data).toEqual([])
    })
})
