import type { Bearer } from '../../domain/identity/bearer.ts'

/** Slow, salted hashes. Both calls cost the same, whether there is an account or not (AU9). */
export interface Passwords {
  hash(password: string): Promise<string>
  /** Whether it stands in the list of those that everybody tries first. */
  isCommon(password: string): Promise<boolean>
  /** `stored` is null when there is no account: the work is done all the same, and the answer is false. */
  matches(password: string, stored: string | null): Promise<boolean>
}

export interface Tokens {
  /** A signed access token for 15 minutes. */
  sign(bearer: Bearer): Promise<string>
  /** The refresh tokens that follow this one, nearest first: derived, so that a twin request gets the same one (AU7). */
  successors(refreshToken: string, count: number): Promise<string[]>
}

/** Mails about an account. Each has its own words; none repeats what a stranger typed at sign-up. */
export type IdentityMail =
  | { kind: 'verify'; to: string; token: string }
  | { kind: 'unconfirmed'; to: string; token: string }
  | { kind: 'known_address'; to: string }
  | { kind: 'reset'; to: string; token: string }
  | { kind: 'unknown_address'; to: string }
  | { kind: 'invitation'; to: string; token: string; businessName: string; inviterName: string; role: string }
  | { kind: 'business_closed' | 'business_ending' | 'business_left'; to: string; businessName: string; until: string }
  | ({ kind: 'closed_payment' | 'closed_dispute'; to: string; businessName: string } & ClosedMoney)

/** Of a closed business, as Stripe told of it. */
interface ClosedMoney {
  country: string | null
  /** The last day on which it can be opened again; null when that is over. */
  until: string | null
  amount: string
  currency: string
  invoiceNumber: string | null
  /** By when the bank of the customer wants an answer. */
  respondBy: string | null
  /** How a dispute ended; null of one that goes on, and of a payment. */
  outcome: 'won' | 'lost' | 'closed' | null
  /** Where the owner of the account sees it at Stripe. */
  url: string
}

export interface IdentityMailer {
  /** False when the provider refused it or did not answer. `key` names this mail to the provider. */
  send(mail: IdentityMail, key: string): Promise<boolean>
}
