import { afterAll, beforeAll, expect, it } from 'vitest'
import { MODEL_KEY } from '../../../local/services/model/state.ts'
import { post, startTestServices, type TestServices } from './running-services.ts'

let test: TestServices
beforeAll(async () => {
  test = await startTestServices()
})
afterAll(() => test.close())

const ask = (content = 'hello', key = MODEL_KEY) =>
  post(
    test.services,
    '/model/v1/chat/completions',
    { messages: [{ role: 'user', content }] },
    { authorization: `Bearer ${key}` },
  )
const textOf = async (answer: Response) =>
  ((await answer.json()) as { choices: { message: { content: string } }[] }).choices[0]!.message.content

it('answers what it is told to, in turn, and then by its mood', async () => {
  expect((await post(test.services, '/model', { script: ['one', { status: 418, body: 'tea' }] })).status).toBe(200)
  expect(await textOf(await ask())).toBe('one')
  expect((await ask()).status).toBe(418)
  expect(JSON.parse((await textOf(await ask())).replace(/^[^{]*|[^}]*$/g, ''))).toEqual({ intent: 'NONE', values: [] })
  expect(await (await fetch(`${test.services.url}/model`)).json()).toEqual({ mode: 'right' })
})

it('keeps what it was asked, never the key', async () => {
  await post(test.services, '/model', { forget: true })
  await ask('CANARY')
  const kept = await (await fetch(`${test.services.url}/model/requests`)).text()
  expect([kept.includes('CANARY'), kept.includes(MODEL_KEY)]).toEqual([true, false])
  expect((await ask('x', 'another')).status).toBe(401)
})

it.each([{ mode: 'better' }, { moods: 'right' }, { script: 'one' }])('refuses %j', async (body) => {
  expect((await post(test.services, '/model', body)).status).toBe(422)
})
