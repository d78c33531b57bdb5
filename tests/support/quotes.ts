import type { Role } from '../../core/domain/permissions.ts'
import { makeContact } from '../routes/contacts.ts'
import { dataOf, type Made, type MakeId } from './route-row.ts'
import type { TeamBusiness } from './team.ts'

// Quotes of every state, as the tests of all routes need them, made over the API.

export async function makeQuote(b: TeamBusiness, role: Role = 'OWNER', more: object = {}): Promise<Made> {
  const contact_id = 'contact_id' in more ? more.contact_id : (await makeContact(b, role)).id
  const line_items = [
    { name: 'Boiler', qty: '1', rate: '200.00' },
    { name: 'Smart thermostat', qty: '1', rate: '50.00', optional: true, qty_editable: true },
  ]
  return dataOf(b.as[role].post('/v1/quotes', { contact_id, line_items, ...more }))
}

const draftOf =
  (quote: object, contact: object = {}): MakeId =>
  async (b) =>
    (await makeQuote(b, 'OWNER', { contact_id: (await makeContact(b, 'OWNER', contact)).id, ...quote })).id

/** Every state that the rights of a quote depend on. */
export const QUOTE_STATES: Readonly<Record<string, MakeId>> = {
  'a draft': draftOf({}),
}
