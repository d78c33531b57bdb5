/** As Stripe names them. A WARNING is an inquiry: no money has moved. An APPEAL is against one that was lost. */
export const DISPUTE_STATUSES = [
  'WARNING_NEEDS_RESPONSE',
  'WARNING_UNDER_REVIEW',
  'WARNING_CLOSED',
  'NEEDS_RESPONSE',
  'UNDER_REVIEW',
  'APPEAL_NEEDS_RESPONSE',
  'APPEAL_UNDER_REVIEW',
  'WON',
  'LOST',
  'PREVENTED',
] as const
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number]

/** How it ended; null while it goes on, also by an appeal. */
export function outcomeOf(status: DisputeStatus): 'won' | 'lost' | 'closed' | null {
  if (status === 'WON') return 'won'
  if (status === 'LOST') return 'lost'
  return status === 'WARNING_CLOSED' || status === 'PREVENTED' ? 'closed' : null
}

/** The business can still say something. */
export const needsResponse = (status: DisputeStatus): boolean => status.endsWith('NEEDS_RESPONSE')

const DASHBOARD = 'https://dashboard.stripe.com'

interface AtStripe {
  account: string
  id: string
  live: boolean
}

/** Where the owner of the account sees a dispute and answers it (nowhere else can it be done), or a payment. */
export const dashboardUrl = ({ account, id, live }: AtStripe, of: 'disputes' | 'payments' = 'disputes'): string =>
  [DASHBOARD, account, ...(live ? [] : ['test']), of, id]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/')
