import type { Contact } from '../../../core/contract/contacts.ts'
import { isZero } from '../../models/decimal.ts'
import { money } from '../../models/format.ts'

type Balance = NonNullable<Contact['balance']>[number]

/** What is due of a contact, what of it is late, and what is kept for him; nothing for who may see no invoices. */
export function BalanceCard({ contact: { id, balance } }: { contact: Contact }) {
  if (balance === null) return null
  return (
    <section class="card padded contact-balance" aria-labelledby="balance">
      <h2 class="section-title" id="balance">
        Balance
      </h2>
      {balance.length === 0 && <p class="muted">Nothing is open.</p>}
      {balance.map((each) => (
        <dl key={each.currency}>
          <Figure name="Open" amount={each.open} of={each} href={`/invoices?contact_id=${id}&status=UNPAID`} />
          <Figure name="Overdue" amount={each.overdue} of={each} look="bad" />
          {each.unapplied !== null && <Figure name="Credit" amount={each.unapplied} of={each} />}
        </dl>
      ))}
    </section>
  )
}

interface FigureProps {
  name: string
  amount: string
  of: Balance
  look?: string
  href?: string
}

function Figure({ name, amount, of, look = '', href }: FigureProps) {
  const text = money(amount, of.currency)
  const isNone = isZero(amount)
  return (
    <div>
      <dt class="meta muted">{name}</dt>
      <dd class={`number title-pane ${isNone ? 'muted' : look}`}>
        {href && !isNone ? (
          <a class="plain-link" href={href}>
            {text}
          </a>
        ) : (
          text
        )}
      </dd>
    </div>
  )
}

/** The same in a row of the list: what is open, and whether it is late. */
export const BalanceCell = ({ balance }: Pick<Contact, 'balance'>) => (
  <span class="contact-owes number">
    {balance?.map((each) => (
      <span key={each.currency}>
        {!isZero(each.open) && <span class="block">{money(each.open, each.currency)}</span>}
        {!isZero(each.overdue) && (
          <span class="block meta bad">
            {each.overdue === each.open ? 'overdue' : `${money(each.overdue, each.currency)} overdue`}
          </span>
        )}
        {each.unapplied !== null && !isZero(each.unapplied) && (
          <span class="block meta muted">{money(each.unapplied, each.currency)} credit</span>
        )}
      </span>
    ))}
  </span>
)
