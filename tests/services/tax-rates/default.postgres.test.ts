import { expect, it } from 'vitest'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { updateTaxRate } from '../../../core/services/tax-rates/update.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()

it('leaves one default, however many are made it at once', async () => {
  const business = await makeBusiness(database, { roles: ['OWNER'] })
  const rates = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      createTaxRate(business.as('OWNER'), { name: `Rate ${n}`, percent: String(n), is_default: true }),
    ),
  )
  const defaults = () =>
    database.admin('select id from tax_rates where tenant_id = $1 and is_default', [business.tenantId])
  expect(await defaults()).toHaveLength(1)
  await Promise.all(rates.slice(0, 4).map(({ id }) => updateTaxRate(business.as('OWNER'), id, { is_default: true })))
  expect(await defaults()).toHaveLength(1)
})
