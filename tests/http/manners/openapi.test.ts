import { expect, it } from 'vitest'
import { apiClient } from '../../support/api.ts'
import { useStack } from '../../support/shared-stack.ts'

const stack = useStack()

it('docs/openapi.json is what the Worker answers; after a change of a route: vitest -u', async () => {
  const { status, body } = await apiClient(stack).get('/openapi.json')
  expect(status).toBe(200)
  await expect(`${JSON.stringify(body, null, 1)}\n`).toMatchFileSnapshot('../../../docs/openapi.json')
})
