/** Of any kind of document: what is one word is one status. */
const DOCUMENT: Record<string, [word: string, look: string]> = {
  DRAFT: ['Draft', ''],
  SENT: ['Sent', 'sent'],
  PARTIALLY_PAID: ['Partly paid', 'partly'],
  PAID: ['Paid', 'good'],
  OVERDUE: ['Overdue', 'late'],
  VOID: ['Void', 'void'],
  APPROVED: ['Approved', 'good'],
  REJECTED: ['Rejected', 'late'],
  SUBMITTED: ['Submitted', 'sent'],
  EXPIRED: ['Expired', 'void'],
  CONVERTED: ['Converted', 'good'],
}

/** Status is always a word with its colour. */
export function DocumentPill({ status }: { status: string }) {
  const [word, look] = DOCUMENT[status] ?? [status, '']
  return <span class={`pill ${look}`}>{word}</span>
}

export const Pill = ({
  look = '',
  children,
}: {
  look?: '' | 'sent' | 'partly' | 'good' | 'late' | 'void'
  children: string
}) => <span class={`pill ${look}`}>{children}</span>
