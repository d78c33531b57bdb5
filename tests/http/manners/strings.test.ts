import { dirname } from 'node:path/posix'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { makeContact } from '../../routes/contacts.ts'
import { type Answer, apiClient, mailTo } from '../../support/api.ts'
import { drawn } from '../../support/drawn.ts'
import { makeDraft } from '../../support/invoices.ts'
import { isText, MEMBER_OPERATIONS, type Operation, propertiesOf, withValue } from '../../support/operations.ts'
import { type Kept, mailAddress } from '../../support/route-row.ts'
import { callOperation, REFERENCES, rowOf, targetOf } from '../../support/route-rows.ts'
import { hasSharedData } from '../../support/shared-data.ts'
import { useStack } from '../../support/shared-stack.ts'
import { INJECTIONS, inParts, isBlank, SOME_STRINGS, STRINGS } from '../../support/strings.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'

const stack = useStack()
let team: Team
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)

/** A free text of a body: where it stands, how long it may be, and how it comes back under which name. */
interface TextField {
  path: string
  max: number
  kept: Kept
  as: string
}

const freeTexts = (op: Operation) =>
  (op.body ? propertiesOf(op.body) : []).filter(
    ({ path, schema }) => isText(schema) && !REFERENCES.has(path.split('.').at(-1) ?? ''),
  )
const fieldsOf = (op: Operation): TextField[] =>
  freeTexts(op).flatMap(({ path, schema }) => {
    const text = rowOf(op).texts?.[path]
    if (!text) return []
    const { kept, as } = typeof text === 'string' ? { kept: text, as: path } : text
    return kept === 'checked' || kept === 'elsewhere' ? [] : [{ path, max: schema.maxLength ?? 0, kept, as }]
  })
const WITH_TEXTS = MEMBER_OPERATIONS.filter((op) => fieldsOf(op).length)
const inArrays = ({ path }: TextField) => path.includes('.0')

/** As much of a text as a field takes; something else where that would break a character or leave nothing. */
function fitting({ max, kept }: TextField, text: string): string {
  const cut = text.slice(0, max)
  if (!cut.isWellFormed()) return 'cut'
  return isBlank(cut) && (kept === 'words' || kept === 'name') ? 'blank' : cut
}
function comesBack(field: TextField, text: string): string | null {
  const sent = fitting(field, text)
  if (field.kept === 'name') return sent.trim()
  return field.kept === 'trimmed' ? sent.trim() || null : sent
}

const bodyWith = (body: unknown, fields: TextField[], text: string) =>
  fields.reduce((made, field) => withValue(made, field.path, fitting(field, text)), body)
const valueAt = (data: unknown, path: string): unknown =>
  path.split('.').reduce((place, step) => (place as Record<string, unknown> | null)?.[step], data)

function expectKept(answer: Answer, fields: TextField[], text: string) {
  expect(answer.status, `${JSON.stringify(text)} ${answer.text.slice(0, 300)}`).toBeLessThan(300)
  expect(fields.map(({ as }) => [as, valueAt(answer.body.data, as)])).toEqual(
    fields.map((field) => [field.as, comesBack(field, text)]),
  )
}

it('has the shared list of strings', (context) => {
  if (!hasSharedData) context.skip('no shared data on this machine')
  expect(STRINGS.length).toBeGreaterThan(250)
})

it.each(MEMBER_OPERATIONS.map((op) => [op.key, op] as const))('%s: its row knows every text', (_, op) => {
  const texts = Object.keys(rowOf(op).texts ?? {})
  expect(texts.sort()).toEqual(
    freeTexts(op)
      .map(({ path }) => path)
      .sort(),
  )
})

describe.each(WITH_TEXTS.map((op) => [op.key, op] as const))(
  'SQ1 XS1 every text comes back as it was typed: %s',
  (_, op) => {
    const fields = fieldsOf(op)

    it('one by one', { timeout: 60_000 }, async () => {
      const b = await team.business()
      const strings = drawn(rowOf(op).isTriedWithAllTexts ? STRINGS : SOME_STRINGS, 4)
      const isEdit = op.method === 'PATCH'
      const once = await targetOf(op, b)
      // Edits of one object would wait for each other anyway.
      await inParts(
        strings,
        async (text) => {
          const { params, body } = isEdit || !op.pathParams.length ? once : await targetOf(op, b)
          const answer = await callOperation(b, b.owner, op, {
            params: params ?? {},
            body: bodyWith(body, fields, text),
          })
          expectKept(answer, fields, text)
          await isReadAgain(b, op, answer, fields, text)
        },
        isEdit ? 1 : 10,
      )
    })

    it('blank or broken ones are refused where there must be words', async () => {
      const b = await team.business()
      const target = await targetOf(op, b)
      const tries = fields.flatMap(({ path, kept }) =>
        (kept === 'words' || kept === 'name' ? ['', ' ', '\t\n', '\ud800'] : ['\ud800']).map((text) => ({
          path,
          text,
        })),
      )
      await inParts(tries, async ({ path, text }) => {
        const answer = await callOperation(b, b.owner, op, { ...target, body: withValue(target.body, path, text) })
        expect([path, text, answer.status]).toEqual([path, text, 422])
      })
    })

    if (fields.some(inArrays))
      it('all of them as elements', { timeout: 60_000 }, async () => {
        const b = await team.business()
        for (const array of new Set(fields.filter(inArrays).map(({ path }) => path.split('.0')[0]!))) {
          const own = fields.filter(({ path }) => path.startsWith(`${array}.0`))
          await allAsElements(b, op, array, own)
        }
      })
  },
)

/** What was made is read by somebody else: below the path it was posted to, or, where that is a verb, beside it. */
async function isReadAgain(b: TeamBusiness, op: Operation, made: Answer, fields: TextField[], text: string) {
  if (op.method !== 'POST' || op.pathParams.length) return
  const collection = MEMBER_OPERATIONS.some(({ key }) => key === `GET ${op.path}/{id}`) ? op.path : dirname(op.path)
  expectKept(await b.as.STAFF.get(`${collection}/${made.body.data.id}`), fields, text)
}

async function allAsElements(b: TeamBusiness, op: Operation, array: string, fields: TextField[]) {
  const { params, body } = await targetOf(op, b)
  const { maxItems = 20 } = propertiesOf(op.body!).find(({ path }) => path === array)!.schema
  const size = Math.min(100, maxItems)
  const first = valueAt(body, `${array}.0`)
  for (let at = 0; at < STRINGS.length; at += size) {
    const part = STRINGS.slice(at, at + size)
    const elements = part.map((text) => valueAt(bodyWith({ [array]: [first] }, fields, text), `${array}.0`))
    const answer = await callOperation(b, b.owner, op, { params: params ?? {}, body: withValue(body, array, elements) })
    expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(300)
    for (const [n, text] of part.entries()) {
      const shown = fields.map(({ as }) => valueAt(answer.body.data, as.replace('.0', `.${n}`)))
      expect(shown).toEqual(fields.map((field) => comesBack(field, text)))
    }
  }
}

describe('SQ1 XS1 texts that are in no answer', () => {
  it('whoever signs up', async () => {
    for (const text of [...INJECTIONS.slice(0, 6), '<img src=x onerror=alert(1)>', '👩🏽‍🔧 עברית']) {
      const email = mailAddress()
      const fields = { name: text, business_name: text, intent: text, use_case: text }
      const answer = await apiClient(stack).post('/v1/auth/signup', {
        email,
        password: `a good password ${newId()}`,
        ...fields,
      })
      expect(answer.status, answer.text).toBe(201)
      const [kept] = await stack.admin<{ draft: object }>('select draft from app.mailed_tokens where email = $1', [
        email,
      ])
      expect(kept?.draft).toMatchObject(fields)
    }
  }, 60_000)

  it('the message of a mail', async () => {
    const b = await team.business()
    for (const text of [
      ...INJECTIONS.slice(0, 4),
      '<img src=x onerror=alert(1)>',
      '👩🏽‍🔧 עברית',
      'Subject: x\r\nBcc: evil@example.com',
    ]) {
      const email = mailAddress()
      const { id } = await makeDraft(b, 'OWNER', { contact_id: (await makeContact(b, 'OWNER', { email })).id })
      expect((await b.owner.post(`/v1/invoices/${id}/send`, { message: text })).status).toBe(200)
      const [mail] = await mailTo(stack, email)
      for (const line of text.split('\r\n')) expect(mail?.text).toContain(line)
      expect(mail?.html).not.toContain('<img src=x')
    }
  })
})

describe('SQ1 searches and filters', () => {
  const LISTS = MEMBER_OPERATIONS.filter((op) => op.queryParams.includes('cursor'))

  it.each(LISTS.filter((op) => op.queryParams.includes('q')).map(({ path }) => path))(
    '%s?q= finds what has it, and never fails',
    async (path) => {
      const b = await team.business()
      const all = (await b.owner.get(path)).body.data as unknown[]
      await inParts(drawn(SOME_STRINGS, 3), async (text) => {
        const answer = await b.owner.get(`${path}?q=${encodeURIComponent(text.toWellFormed())}`)
        expect(text.length > 200 ? [200, 422] : [200], `${JSON.stringify(text)} ${answer.text}`).toContain(
          answer.status,
        )
        if (answer.status === 200) expect(all).toEqual(expect.arrayContaining(answer.body.data))
      })
    },
  )

  const FILTERS = LISTS.flatMap(({ path, queryParams }) =>
    // `q` is above; a list that knows neither an order nor a direction is told both at once.
    [...queryParams.filter((name) => name !== 'q'), 'sort,order'].map((names) => [path, names] as const),
  )
  it.each(drawn(FILTERS, 3))('%s?%s=', async (path, names) => {
    const b = await team.business()
    const all = (await b.owner.get(path)).body.data as unknown[]
    await inParts(INJECTIONS, async (text) => {
      const query = names.split(',').map((name) => `${name}=${encodeURIComponent(text)}`)
      const answer = await b.owner.get(`${path}?${query.join('&')}`)
      expect([200, 400, 422]).toContain(answer.status)
      if (answer.status === 200) expect(all).toEqual(expect.arrayContaining(answer.body.data))
    })
  })
})
