import { z } from '@hono/zod-openapi'
import { IdParam, Page } from '../../core/contract/common.ts'
import {
  Consent,
  Contact,
  ContactErasure,
  ContactQuery,
  ContactUsage,
  CreateContact,
  EraseContact,
  MergeContact,
  RecordConsent,
  TimelineItem,
  TimelineQuery,
  UnmergeContact,
  UpdateContact,
} from '../../core/contract/contacts.ts'
import { listConsents, presentConsent, recordConsent } from '../../core/services/contacts/consents.ts'
import { createContact } from '../../core/services/contacts/create.ts'
import { deleteContact } from '../../core/services/contacts/delete.ts'
import { eraseContact, getContactErasure } from '../../core/services/contacts/erase.ts'
import { getContact } from '../../core/services/contacts/get.ts'
import { listContacts } from '../../core/services/contacts/list.ts'
import { mergeContact, unmergeContact } from '../../core/services/contacts/merge.ts'
import { presentContact } from '../../core/services/contacts/present.ts'
import { listContactTimeline } from '../../core/services/contacts/timeline.ts'
import { updateContact } from '../../core/services/contacts/update.ts'
import { getContactUsage } from '../../core/services/contacts/usage.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Contacts']
const ofContact = { data: Contact, tags }

const list = route('get', '/contacts', { summary: 'List contacts', query: ContactQuery, data: z.array(Contact), tags })
const create = route('post', '/contacts', {
  summary: 'Create a contact',
  body: CreateContact,
  status: 201,
  ...ofContact,
})
const get = route('get', '/contacts/{id}', {
  summary: 'Get a contact; of one that was merged, the one it went into',
  ...ofContact,
})
const update = route('patch', '/contacts/{id}', {
  summary: 'Edit, archive or restore',
  body: UpdateContact,
  ...ofContact,
})
const remove = route('delete', '/contacts/{id}', {
  summary: 'Delete a contact',
  data: z.object({ id: z.string() }),
  tags,
})
const timeline = route('get', '/contacts/{id}/timeline', {
  summary: 'Conversations, work, documents, money, files, consent and changes, newest first',
  query: TimelineQuery,
  data: z.array(TimelineItem),
  tags,
})

const usage = route('get', '/contacts/{id}/usage', { summary: 'How much names a contact', data: ContactUsage, tags })
const merge = route('post', '/contacts/{id}/merge', {
  summary: 'Merge another contact into this one',
  body: MergeContact,
  ...ofContact,
})
const unmerge = route('post', '/contacts/{id}/unmerge', {
  summary: 'Take the newest merge back, for thirty days',
  body: UnmergeContact,
  ...ofContact,
})

const erasure = route('get', '/contacts/{id}/erasure', {
  summary: 'What is in the way of erasing a person, what would stay, and how far it is',
  data: ContactErasure,
  tags,
})
const erase = route('post', '/contacts/{id}/erase', {
  summary: 'Erase a person for good; documents that the law wants kept stay as they were printed',
  body: EraseContact,
  ...ofContact,
})

const recordingConsent = route('post', '/contacts/{id}/record-consent', {
  summary: 'Write down whether it wants to be written to',
  body: RecordConsent,
  ...ofContact,
})
const consents = route('get', '/contacts/{id}/consents', {
  summary: 'What it said of being written to, newest first',
  query: Page.strict(),
  data: z.array(Consent),
  tags,
})

const contact = objectOf(getContact, presentContact)

export const contactRoutes = router()
  .openapi(list, (c) => page(c, listContacts, c.req.valid('query'), presentContact))
  .openapi(create, (c) => contact.create(c, createContact, c.req.valid('json')))
  .openapi(get, (c) => contact.get(c))
  .openapi(update, (c) => contact.change(c, updateContact, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await deleteContact(tenantDb(c), c.req.valid('param').id)))
  .openapi(timeline, (c) =>
    page(c, listContactTimeline, { ...c.req.valid('query'), id: IdParam.parse(c.req.param()).id }, (item) => item),
  )
  .openapi(usage, async (c) => answer(c, await getContactUsage(tenantDb(c), c.req.valid('param').id)))
  .openapi(merge, (c) => contact.change(c, mergeContact, c.req.valid('json')))
  .openapi(unmerge, (c) => contact.change(c, unmergeContact, c.req.valid('json')))
  .openapi(erasure, async (c) => answer(c, await getContactErasure(tenantDb(c), c.req.valid('param').id)))
  .openapi(erase, (c) => contact.change(c, eraseContact, c.req.valid('json')))
  .openapi(recordingConsent, (c) => contact.change(c, recordConsent, c.req.valid('json')))
  .openapi(consents, (c) =>
    page(c, listConsents, { ...c.req.valid('query'), id: IdParam.parse(c.req.param()).id }, presentConsent),
  )
