import { StripeAccount } from '../../contract/business.ts'
import { permittedActions } from '../../domain/actions.ts'
import { isPaidOnline } from '../../domain/payments/online.ts'
import type { Payments } from '../ports.ts'
import type { Connection } from './internal.ts'

type NewAccounts = Pick<Payments, 'newAccountsCharge'>

/** The wire shape of the connection to Stripe; parsed, so that no column leaks. */
export function presentStripeAccount(connection: Connection, { newAccountsCharge }: NewAccounts): StripeAccount {
  const { account, role, onboarding_url } = connection
  const isDone = account?.charges_enabled ?? false
  return StripeAccount.parse({
    account: account?.account ?? null,
    charges_enabled: isDone,
    is_paid_online: isPaidOnline(connection, newAccountsCharge),
    onboarding_url,
    allowed_actions: isDone ? [] : permittedActions(role, ['stripe_account.create']),
  })
}
