import type { PortalThread } from '../../core/contract/portal.ts'
import type { PortalLinks } from '../../core/services/documents/portal-links.ts'
import type { UsedLink } from '../../core/services/portal/checkout.ts'
import type { Payments } from '../../core/services/ports.ts'
import type { HubContext } from '../context.ts'
import type { Print } from '../papers.ts'
import type { Messages } from './message-page.tsx'
import type { Page } from './page.tsx'

/** What the holder of a link to one kind of document sees and can do. */
export interface PortalKind {
  /** What `app.portal_view` answered, for a program and for a person. */
  show(row: unknown, visit: Visit): Shown | Promise<Shown>
  /** What can be sent from the page, by the last part of its address. */
  forms: Readonly<Record<string, (c: HubContext, link: UsedLink) => Promise<Response>>>
  /** The form that a message offers to send again. */
  retry: string
  messages: Messages
  /** What is said to a form that came from another site. */
  foreign: string
}

export interface Visit {
  /** The address of the page. */
  path: string
  /** The same for who does not stand on our site. */
  url: string
  query: (name: string) => string | undefined
  payments: Payments
  links: PortalLinks
}

export interface Shown {
  data: { business: PortalThread['business']; business_closed: boolean }
  page: () => Page
  /** Why there is nothing to see any more; it is answered as 410. */
  gone?: string
  /** The same on paper, as a PDF with its name. */
  paper: (print: Print) => Promise<PortalPaper>
  /** What was paid of it, where something was. */
  receipt?: (print: Print) => Promise<PortalPaper>
}

export interface PortalPaper {
  kind: string
  number: string
  bytes: Uint8Array
}
