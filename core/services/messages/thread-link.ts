import { type SQL, sql } from 'drizzle-orm'
import { LINK_DAYS, type PortalLink, type PortalLinks } from '../documents/portal-links.ts'

export interface LinkPorts {
  links: PortalLinks
}

/** The link that the mail of a message carries to whoever asked on a page: the same in every attempt. */
export const threadLink = ({ links }: LinkPorts, messageId: string): Promise<PortalLink> =>
  links.mint('conversation', `thread:${messageId}`)

/** Makes it open the conversation, if the mail is to carry it. Behind the claim of the message. */
export async function linkCall(ports: LinkPorts, messageId: string): Promise<SQL> {
  const { hash } = await threadLink(ports, messageId)
  return sql`app.link_thread(${messageId}::uuid, ${hash}, ${LINK_DAYS}::int)`
}
