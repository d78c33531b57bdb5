import { beforeAll, expect, it } from 'vitest'
import type { z } from 'zod'
import { CreateTemplate } from '../../../core/contract/templates.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createTemplate } from '../../../core/services/templates/create.ts'
import { listTemplates } from '../../../core/services/templates/list.ts'
import { updateTemplate } from '../../../core/services/templates/update.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of a test that is long enough')
let b: Awaited<ReturnType<typeof makeBusiness>>
let other: typeof b
beforeAll(async () => {
  if (!database.kind) return
  ;[b, other] = [await makeBusiness(database), await makeBusiness(database)]
}, 60_000)

const GERMAN = { type: 'INVOICE', language: 'de', is_default: true } as const
const make = (name: string, more: Partial<z.input<typeof CreateTemplate>> = {}, of = b) =>
  createTemplate(of.as('STAFF'), CreateTemplate.parse({ ...GERMAN, name, content: 'Guten Tag', ...more }))
const defaults = async (of = b) => {
  const { rows } = await listTemplates(of.as('VIEWER'), cursors, { limit: 100, type: 'INVOICE' })
  return rows
    .filter(({ is_default }) => is_default)
    .map(({ name }) => name)
    .sort()
}

it('of a kind, channel, language and set of profiles there is one default: the last that was made it', async () => {
  await make('theirs', {}, other)
  const first = await make('first')
  await make('second')
  await make('Austrian', { language: 'de-AT' })
  await make('for text messages', { channel: 'SMS' })
  await make('shops', { profile_scopes: ['retail_pos', 'general'] })
  await make('shops again', { profile_scopes: ['general', 'retail_pos', 'general'] })
  await make('French, kept aside', { language: 'fr', is_default: false })
  expect(await defaults()).toEqual(['Austrian', 'for text messages', 'second', 'shops again'])
  expect(await defaults(other)).toEqual(['theirs'])

  // What another took from it is a change: whoever had it open is told, not overwritten.
  await expectRefusal(updateTemplate(b.as('OWNER'), first.id, { name: 'x', if_match_version: 1 }), 'CONFLICT')
  expect((await updateTemplate(b.as('OWNER'), first.id, { is_default: true })).is_default).toBe(true)
  await updateTemplate(b.as('OWNER'), first.id, { language: 'de-AT' })
  expect(await defaults()).toEqual(['first', 'for text messages', 'shops again'])
})

it('many that become it at once leave one', async () => {
  const made = await Promise.all(Array.from({ length: 6 }, (_, n) => make(`made ${n}`, { language: 'ja' })))
  const before = await defaults()
  expect(before.filter((name) => name.startsWith('made'))).toHaveLength(1)
  await Promise.all(made.map(({ id }) => updateTemplate(b.as('OWNER'), id, { is_default: true })))
  expect((await defaults()).filter((name) => name.startsWith('made'))).toHaveLength(1)
})

it('what only another type can name, and a subject of a text message, are refused also by an edit that does not say the type', async () => {
  const { id } = await make('answer', { type: 'MESSAGE', language: null })
  const edit = (input: object) => updateTemplate(b.as('OWNER'), id, input)
  await expectRefusal(edit({ content: 'Due {{ invoice.due_date }}' }), 'VALIDATION_ERROR', 'content')
  await expectRefusal(edit({ subject: 'Until {{quote.expiry_date}}' }), 'VALIDATION_ERROR', 'content')
  await expectRefusal(edit({ subject: 'Hi', channel: 'SMS' }), 'VALIDATION_ERROR', 'subject')
  expect((await edit({ content: 'Due {{invoice.due_date', channel: 'SMS' })).channel).toBe('SMS')
})
