import { beforeAll, describe, expect, it, vi } from 'vitest'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { countingLimiter, useRoutes } from '../../support/routes-in-node.ts'
import { linkTo } from './portal-link.ts'

const ADDRESSES = 50
const TRIES = 25

const database = useDatabase()
const routes = useRoutes(database, countingLimiter())
let business: TestBusiness
beforeAll(async () => {
  if (database.kind) business = await makeBusiness(database)
})

const ask = (token: string, address: string) =>
  routes.ask('GET', `/portal/invoices/${token}`, undefined, {
    headers: { Accept: 'application/json', 'CF-Connecting-IP': address },
  })

describe('PT3 guesses from many addresses', () => {
  it('end together at 1,000 a minute, are told to the operator, and the good link still opens', async () => {
    const { token } = await linkTo(business, (await business.draft()).id)
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const requests = vi.spyOn(console, 'log').mockImplementation(() => {})
    const statuses: number[] = []
    for (let address = 0; address < ADDRESSES; address++) {
      const guesses = Array.from({ length: TRIES }, () => ask(crypto.randomUUID(), `198.51.100.${address}`))
      statuses.push(...(await Promise.all(guesses)).map(({ status }) => status))
    }
    const told = log.mock.calls.flat().filter((line) => String(line).includes('"security.portal_guessing"'))
    for (const spy of [log, requests]) spy.mockRestore()
    expect(statuses.filter((status) => status === 404)).toHaveLength(1000)
    expect(statuses.filter((status) => status === 429)).toHaveLength(ADDRESSES * TRIES - 1000)
    expect(told).toHaveLength(ADDRESSES * TRIES - 1000)
    expect((await ask(token, '203.0.113.9')).status).toBe(200)
    expect((await ask(token, '198.51.100.7')).status).toBe(200)
  })
})
