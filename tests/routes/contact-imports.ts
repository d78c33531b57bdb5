import { IMPORT_FIELDS } from '../../core/contract/contact-imports.ts'
import { dataOf, on, type Resource, type Texts } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

const ROW = { display_name: 'Dana Reid', email: 'dana.reid@example.com' }
const create = (b: TeamBusiness) => dataOf(b.owner.post('/v1/contact-imports', { file_name: 'customers.csv' }))
const open = async (b: TeamBusiness) => (await create(b)).id

async function withRows(b: TeamBusiness): Promise<string> {
  const id = await open(b)
  await addRow(b, id, 1)
  return id
}

/** As its job leaves it; past the job, which takes a second. */
async function inState(b: TeamBusiness, status: string): Promise<string> {
  const id = await withRows(b)
  await b.stack.admin(`update contact_imports set status = $2, finished_at = app.now() where id = $1`, [id, status])
  return id
}
const running = (b: TeamBusiness) => inState(b, 'RUNNING')
const done = (b: TeamBusiness) => inState(b, 'DONE')

const cells: Texts = Object.fromEntries(IMPORT_FIELDS.map((name) => [`rows.0.fields.${name}`, 'elsewhere']))
const ALL = Object.fromEntries(IMPORT_FIELDS.map((name) => [name, 'x']))

const addRow = (b: TeamBusiness, id: string, row: number, fields: object = ROW) =>
  dataOf(b.owner.post(`/v1/contact-imports/${id}/add-rows`, { rows: [{ row, fields }] }))
let rows = 0

export default {
  rows: {
    'GET /v1/contact-imports': { list: { add: create } },
    'POST /v1/contact-imports': {
      call: async () => ({ body: { file_name: 'customers.csv' } }),
      texts: { file_name: 'name' },
    },
    'GET /v1/contact-imports/{id}': { call: on(open) },
    'DELETE /v1/contact-imports/{id}': { call: on(open), late: on(running) },
    'GET /v1/contact-imports/{id}/rows': {
      call: on(withRows),
      list: { of: open, add: (b, id) => addRow(b, id, ++rows), filters: { state: 'WRONG', duplicates: 'true' } },
    },
    'POST /v1/contact-imports/{id}/add-rows': {
      call: on(open, { rows: [{ row: 1, fields: ALL }] }),
      late: on(running, { rows: [{ row: 1, fields: ROW }] }),
      texts: cells,
    },
    'POST /v1/contact-imports/{id}/start': { call: on(withRows, {}), late: on(running, {}) },
    'POST /v1/contact-imports/{id}/undo': { call: on(done), late: on(open) },
  },
  objects: {
    contact_import: {
      path: '/v1/contact-imports/{id}',
      states: { open, done },
      actions: {
        add_rows: { route: 'POST /v1/contact-imports/{id}/add-rows', body: { rows: [{ row: 2, fields: ROW }] } },
        start: { route: 'POST /v1/contact-imports/{id}/start', body: {} },
        undo: { route: 'POST /v1/contact-imports/{id}/undo', body: {} },
        delete: { route: 'DELETE /v1/contact-imports/{id}' },
      },
    },
  },
} satisfies Resource
