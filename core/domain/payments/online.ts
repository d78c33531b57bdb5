/** What decides whether a customer can pay a business online. */
export interface OnlineFacts {
  /** The business wants it. */
  online_payments: boolean
  account: { charges_enabled: boolean } | null
}

/**
 * Whether Pay is offered, and works (DESIGN 10). Stripe lets nobody charge before he has told who he is, so a business that
 * never connected cannot be paid online; a simulator opens an account for its first payer, who can pay at once.
 */
export const isPaidOnline = ({ online_payments, account }: OnlineFacts, newAccountsCharge: boolean): boolean =>
  online_payments && (account?.charges_enabled ?? newAccountsCharge)
