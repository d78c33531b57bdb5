import { Hono } from 'hono'
import { expect, it } from 'vitest'
import type { HubEnv } from '../../workers/context.ts'
import { filesHost } from '../../workers/middleware/files-host.ts'
import { fail } from '../../workers/respond.ts'

function statuses(FILES_ORIGIN: string | undefined, ...urls: string[]): Promise<number[]> {
  const app = new Hono<HubEnv>()
  app.onError((error, c) => fail(c, error))
  app.use('*', async (c, next) => {
    c.set('services', { settings: { FILES_ORIGIN } } as never)
    await next()
  })
  app.all('*', filesHost, (c) => c.text('answered'))
  return Promise.all(urls.map(async (url) => (await app.request(url)).status))
}

it('EM9 a host of files answers nothing else, and no other host answers files', async () => {
  const asked = [
    'https://files.hub.test/files/content/x',
    'https://files.hub.test/home',
    'https://files.hub.test/v1/contacts',
  ]
  const messages = await statuses(
    'https://files.hub.test',
    'https://files.hub.test/files/message/x',
    'https://hub.test/files/message/x',
  )
  expect(messages).toEqual([200, 404])
  const elsewhere = ['https://hub.test/files/content/x', 'https://hub.test/home', 'https://hub.test/files/upload/x']
  expect(await statuses('https://files.hub.test', ...asked, ...elsewhere)).toEqual([200, 404, 404, 404, 200, 200])
  expect(await statuses(undefined, 'http://127.0.0.1/files/content/x', 'http://127.0.0.1/home')).toEqual([200, 200])
})
