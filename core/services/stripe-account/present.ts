import { StripeAccount } from '../../contract/business.ts'
import { permittedActions } from '../../domain/actions.ts'
import type { Connection } from './internal.ts'

/** The wire shape of the connection to Stripe; parsed, so that no column leaks. */
export function presentStripeAccount({ account, role, onboarding_url }: Connection): StripeAccount {
  const isDone = account?.charges_enabled ?? false
  return StripeAccount.parse({
    account: account?.account ?? null,
    charges_enabled: isDone,
    onboarding_url,
    allowed_actions: isDone ? [] : permittedActions(role, ['stripe_account.create']),
  })
}
