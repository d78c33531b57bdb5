import type { Contact, ContactErasure } from '../../core/contract/contacts.ts'
import { contacts } from './contacts.ts'
import { plural } from './format.ts'
import { workWord } from './labels.ts'
import { showToast } from './toasts.ts'

type Open = ContactErasure['open'][number]

const PLACES: Record<Open['kind'], { word: string; path: string | null }> = {
  INVOICE: { word: 'Unpaid invoice', path: '/invoices/' },
  MONEY: { word: 'Money that counts for no invoice yet', path: null },
  QUOTE: { word: 'Open quote', path: '/quotes/' },
  CREDIT_NOTE: { word: 'Credit note about to go out', path: '/credit-notes/' },
  DISPUTE: { word: 'Open dispute of invoice', path: '/invoices/' },
  REFUND: { word: 'Refund on its way for invoice', path: '/invoices/' },
  RECURRING_INVOICE: { word: 'Recurring invoice that has not ended', path: '/invoices/recurring' },
  WORK_ITEM: { word: 'Not done yet:', path: '/work/' },
  EXPENSE: { word: 'Expense that is not decided', path: '/expenses/' },
}

/** What is in the way, in words. */
export const openLabel = ({ kind, label }: Open): string =>
  [PLACES[kind].word, label ?? (kind === 'WORK_ITEM' ? workWord() : null)].filter(Boolean).join(' ')

/** Where it is settled. */
export const openHref = ({ kind, id }: Open): string | undefined =>
  PLACES[kind].path?.endsWith('/') ? `${PLACES[kind].path}${id}` : (PLACES[kind].path ?? undefined)

/** "2 invoices, 1 expense"; nothing for nothing. */
export function keptText({ invoices, credit_notes, quotes, expenses }: ContactErasure['kept']): string {
  const counts: [number, string][] = [
    [invoices, 'invoice'],
    [credit_notes, 'credit note'],
    [quotes, 'quote'],
    [expenses, 'expense'],
  ]
  return counts.flatMap(([count, word]) => (count === 0 ? [] : [plural(count, word)])).join(', ')
}

export async function eraseContact(contact: Contact, confirm: string): Promise<void> {
  await contacts.act(contact.id, 'erase', { confirm, if_match_version: contact.version })
  showToast({ text: 'This person is being erased' })
}
