import { expect, it } from 'vitest'
import { RATES } from '../../workers/middleware/limits.ts'
import { useDatabase } from '../support/database.ts'
import { countingLimiter, useRoutes } from '../support/routes-in-node.ts'

const routes = useRoutes(useDatabase(), countingLimiter())

it('RL1 an address hashes only so many passwords with made-up links, and can still sign up and sign in', async () => {
  const guess = (at: number) => routes.ask('POST', '/v1/auth/verify', { token: `made up ${at}` })
  for (let at = 0; at < RATES.sign.limit; at++) expect((await guess(at)).status).toBe(422)
  const refused = await guess(RATES.sign.limit)
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60'])
  const login = await routes.ask('POST', '/v1/auth/login', { email: 'nobody@example.com', password: 'wrong' })
  expect(login.status).toBe(401)
})
