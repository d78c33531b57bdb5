import { expect, it } from 'vitest'
import { CreateWorkItem } from '../../../core/contract/work-items.ts'
import { newId } from '../../../core/db/ids.ts'
import { convertWorkItem } from '../../../core/services/work-items/convert.ts'
import { createWorkItem } from '../../../core/services/work-items/create.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const AT_ONCE = 50

it.each([
  ['INVOICE', 'invoices', 'invoice'],
  ['QUOTE', 'quotes', 'quote'],
] as const)(
  'MO14 fifty conversions at once, each with a key of its own, make one %s',
  async (target, table, word) => {
    const b = await makeBusiness(database)
    const { id: contact_id } = await b.contact()
    const { id } = await createWorkItem(b.as('OWNER'), CreateWorkItem.parse({ title: 'Fix the tap', contact_id }))
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) =>
        convertWorkItem(b.as(n % 2 ? 'OWNER' : 'STAFF', { idem: { scope: 's', key: newId(), hash: 'h' } }), id, {
          target,
        }),
      ),
    )
    const made = answers.map((answer) => ('quote_id' in answer ? answer.quote_id : answer.invoice_id))
    expect(new Set(made).size).toBe(1)
    expect(answers.filter(({ created }) => created)).toHaveLength(1)
    const rows = await database.admin(`select id, work_item_id from ${table} where tenant_id = $1`, [b.tenantId])
    expect(rows).toEqual([{ id: made[0], work_item_id: id }])
    const audits = await database.admin(
      `select action, count(*)::int from app.audit where tenant_id = $1 and action ~ 'convert|invoice|quote' group by 1 order by 1`,
      [b.tenantId],
    )
    expect(audits).toEqual([
      { action: `${word}.create`, count: 1 },
      { action: `work_item.convert_to_${word}`, count: 1 },
    ])
  },
  60_000,
)

it('MO2 one key sent many times at once makes one piece of work', async () => {
  const b = await makeBusiness(database)
  const idem = { scope: 's', key: newId(), hash: 'h' }
  const input = CreateWorkItem.parse({ title: 'Fix the tap' })
  // Who reads the settings first hears of the key there, and is answered by the door of the API.
  await createWorkItem(b.as('OWNER'), input)
  const made = await Promise.all(Array.from({ length: 20 }, () => createWorkItem(b.as('OWNER', { idem }), input)))
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
}, 60_000)
