import type { DocumentKind } from '../../core/domain/documents/kinds.ts'
import { type PortalLink, PortalLinks } from '../../core/services/documents/portal-links.ts'
import type { Opened } from './business.ts'
import { CONTACTS, type DemoContact } from './contacts.ts'
import type { Moment } from './invoices.ts'
import type { Transaction } from './transaction.ts'

export interface World extends Opened {
  transaction: Transaction
  account: string
  today: string
}

export interface Happening {
  at: Moment
  run(world: World): Promise<unknown>
}

/** Remembers the link it made last, as the customer who has the mail does. */
export class KeptLinks extends PortalLinks {
  kept: PortalLink = { url: '', hash: '', salt: '' }

  constructor() {
    super('http://127.0.0.1', 'the demo')
  }

  override async mint(kind: DocumentKind): Promise<PortalLink> {
    this.kept = await super.mint(kind)
    return this.kept
  }
}

export function contactOf(key: string): DemoContact {
  const contact = CONTACTS.get(key)
  if (!contact) throw new Error(`no contact is called ${key}`)
  return contact
}

export function later([day, time]: Moment, minutes: number): Moment {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const sum = hour * 60 + minute + minutes
  const two = (n: number) => String(n).padStart(2, '0')
  return [day, `${two(Math.floor(sum / 60))}:${two(sum % 60)}`]
}
