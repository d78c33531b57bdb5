import type { Role } from '../../core/domain/permissions.ts'
import { dataOf, maker, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { makeContact } from './contacts.ts'

const BYTES = new TextEncoder().encode('%PDF-1.7 a plan of the kitchen')
const announced = (more: object = {}) => ({
  file_name: 'plan.pdf',
  mime_type: 'application/pdf',
  size_bytes: BYTES.length,
  ...more,
})

interface Presigned {
  file_id: string
  upload_url: string
}

export const presign = (b: TeamBusiness, role: Role = 'OWNER', more: object = {}) =>
  dataOf<Presigned>(b.as[maker(role)].post('/v1/files/presign', announced(more)))

/** Announced, not sent. */
export const pendingFile = async (b: TeamBusiness, role?: Role) => (await presign(b, role)).file_id

export async function storedFile(b: TeamBusiness, role?: Role): Promise<string> {
  const { file_id, upload_url } = await presign(b, role)
  const sent = await fetch(upload_url, { method: 'PUT', headers: { 'Content-Type': 'application/pdf' }, body: BYTES })
  if (!sent.ok) throw new Error(`upload answered ${sent.status} ${await sent.text()}`)
  contactFor.set(file_id, (await makeContact(b, role && maker(role))).id)
  return file_id
}

/** Something of the same person that a file can be linked to. */
const contactFor = new Map<string, string>()
const toContact = (id: string) => ({
  linked_entity_type: 'CONTACT',
  linked_entity_id: contactFor.get(id) ?? '00000000-0000-0000-0000-000000000000',
})

async function linkedFile(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await storedFile(b, role)
  await dataOf(b.owner.post(`/v1/files/${id}/link`, toContact(id)))
  return id
}

async function deletedContact(b: TeamBusiness): Promise<string> {
  const { id } = await makeContact(b)
  await dataOf(b.owner.delete(`/v1/contacts/${id}`))
  return id
}

export default {
  rows: {
    'GET /v1/files': {
      list: {
        add: (b) => linkedFile(b),
        filters: { linked_entity_type: 'CONTACT' },
        // The newest file of a business may be of nothing.
        ids: { linked_entity_id: async (b) => contactFor.get(await linkedFile(b)) ?? '' },
      },
    },
    'POST /v1/files/presign': {
      call: async () => ({ body: announced() }),
      texts: { file_name: 'checked' },
    },
    'GET /v1/files/{id}': { call: async (b, role) => ({ params: { id: await pendingFile(b, maker(role)) } }) },
    'POST /v1/files/{id}/link': {
      call: async (b, role) => {
        const id = await storedFile(b, maker(role))
        return { params: { id }, body: toContact(id) }
      },
      late: async (b, role) => {
        const { id: contact } = await makeContact(b, maker(role))
        const body = { linked_entity_type: 'CONTACT', linked_entity_id: contact }
        return { params: { id: await pendingFile(b, maker(role)) }, body }
      },
    },
    'DELETE /v1/files/{id}': { call: async (b, role) => ({ params: { id: await pendingFile(b, maker(role)) } }) },
  },
  references: {
    linked_entity_id: { make: async (b) => (await makeContact(b)).id, gone: deletedContact },
  },
  objects: {
    file: {
      path: '/v1/files/{id}',
      states: { pending: pendingFile, stored: storedFile, linked: linkedFile },
      actions: {
        link: { route: 'POST /v1/files/{id}/link', body: toContact },
        delete: { route: 'DELETE /v1/files/{id}' },
      },
    },
  },
} satisfies Resource
