const INVOICE: Record<string, [word: string, look: string]> = {
  DRAFT: ['Draft', ''],
  SENT: ['Sent', 'sent'],
  PARTIALLY_PAID: ['Partly paid', 'partly'],
  PAID: ['Paid', 'good'],
  OVERDUE: ['Overdue', 'late'],
  VOID: ['Void', 'void'],
}

/** Status is always a word with its colour. */
export function InvoicePill({ status }: { status: string }) {
  const [word, look] = INVOICE[status] ?? [status, '']
  return <span class={`pill ${look}`}>{word}</span>
}

export const Pill = ({
  look = '',
  children,
}: {
  look?: '' | 'sent' | 'partly' | 'good' | 'late' | 'void'
  children: string
}) => <span class={`pill ${look}`}>{children}</span>
