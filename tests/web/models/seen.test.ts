import { expect, it } from 'vitest'
import { viewOf } from '../../../web/models/seen.ts'

const ID = '01a219c2-0a70-76ec-ac1d-7c94349961fa'

it.each([
  ['/home', { name: 'home.view' }],
  ['/inbox', { name: 'inbox.view' }],
  [`/inbox/${ID}`, { name: 'conversation.opened', object: ID }],
  ['/work', { name: 'work.view' }],
  [`/work/${ID}`, { name: 'work_item.view', object: ID }],
  ['/invoices', { name: 'invoice.list.view' }],
  [`/invoices/${ID}`, { name: 'invoice.view', object: ID }],
  ['/invoices/recurring', null],
  [`/invoices/${ID}/edit`, null],
  ['/settings/team', null],
])('H-AN-2..6 %s', (path, event) => {
  expect(viewOf(path)).toEqual(event)
})
