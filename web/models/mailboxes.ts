import { Resource } from './resource.ts'

export const mailboxes = new Resource('mailbox', '/v1/mailboxes')
export const mailboxesQuery = mailboxes.rows()
