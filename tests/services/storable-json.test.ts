import fc from 'fast-check'
import { expect, it } from 'vitest'
import { storableJson } from '../../core/services/json.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const kept = async (json: string) =>
  (await database.admin<{ text: string }>(`select ($1::jsonb)::text as text`, [json]))[0]!.text

it('is kept whatever anybody sends, and changes nothing else', async () => {
  const anything = fc.jsonValue({ stringUnit: 'binary' })
  const texts = fc.array(fc.constantFrom('\0', '\ud800', '\udc00', '\\', 'u0000', '\\u0000', '😀', 'a'))
  await fc.assert(
    fc.asyncProperty(
      anything,
      texts.map((all) => all.join('')),
      async (value, text) => {
        const whole = text.toWellFormed().replaceAll('\0', '\ufffd')
        const back = JSON.parse(await kept(storableJson({ value, [`${text}.`]: text })))
        expect(back[`${whole}.`]).toBe(whole)
      },
    ),
    { numRuns: 60 },
  )
})
