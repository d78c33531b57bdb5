import { Contact } from '../../contract/contacts.ts'
import { can, mayTouch } from '../../domain/actions.ts'
import { contactMachine } from '../../domain/contacts/machine.ts'
import { formatPhone } from '../../domain/kernel/contact-points.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { toInstant } from '../instants.ts'
import type { ContactRow } from './internal.ts'

/** The wire shape of a contact; parsed, so that no column leaks. */
export function presentContact({ role, ...row }: ContactRow): Contact {
  return Contact.parse({
    ...row,
    balance: can(role, 'invoices.read') === '-' ? null : row.balance.map((each) => inCurrency(each, role)),
    other_addresses: row.other_addresses.map(({ kind, value }) => ({
      kind,
      value: kind === 'PHONE' ? formatPhone(value) : value,
    })),
    last_merge: row.last_merge && mergeOf(row.last_merge),
    phone_formatted: row.phone && formatPhone(row.phone),
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    allowed_actions: allowedActions(contactMachine, row, (action) => mayTouch(role, action, true)),
  })
}

const mergeOf = ({ merged_at, undoable_until, ...merge }: NonNullable<ContactRow['last_merge']>) => ({
  ...merge,
  merged_at: toInstant(merged_at!),
  undoable_until: toInstant(undoable_until!),
})

function inCurrency({ currency, open, overdue, unapplied }: ContactRow['balance'][number], role: ContactRow['role']) {
  const amount = (minor: string) => formatMoney(BigInt(minor), currency)
  const seesMoney = can(role, 'unapplied.read') !== '-'
  return { currency, open: amount(open), overdue: amount(overdue), unapplied: seesMoney ? amount(unapplied) : null }
}
