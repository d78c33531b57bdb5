import type { Statement } from '../../../../core/contract/statements.ts'
import { isZero } from '../../../models/decimal.ts'
import { mediumDay, money, shortDay } from '../../../models/format.ts'
import { type Account, AGES, type Entry, entryHref, entryWords } from '../../../models/statements.ts'

interface AccountProps {
  account: Account
  of: Pick<Statement, 'from' | 'to'>
}

/** One currency: what is owed at the end, how old it is, and what led to it. */
export function AccountCard({ account, of }: AccountProps) {
  const show = (amount: string) => money(amount, account.currency)
  const inFavour = account.closing_balance.startsWith('-')
  return (
    <section class="card padded statement" aria-label={`Account in ${account.currency}`}>
      <p class="statement-balance">
        <span class="meta muted">
          {inFavour ? 'In their favour' : 'Balance'} on {mediumDay(of.to)}
        </span>
        <span class="number title-page">{show(account.closing_balance.replace(/^-/, ''))}</span>
      </p>
      <dl class="statement-ages">
        {AGES.map(([age, label]) => (
          <Figure
            key={age}
            label={label}
            amount={account.ageing[age]}
            text={show(account.ageing[age])}
            look={age === 'not_due' ? '' : 'bad'}
          />
        ))}
        <Figure label="Credit" amount={account.unapplied} text={show(account.unapplied)} />
      </dl>
      <Entries account={account} from={of.from} show={show} />
    </section>
  )
}

const Figure = ({ label, amount, text, look = '' }: { label: string; amount: string; text: string; look?: string }) => (
  <div>
    <dt class="meta muted">{label}</dt>
    <dd class={`number ${isZero(amount) ? 'muted' : look}`}>{text}</dd>
  </div>
)

const Entries = ({ account, from, show }: { account: Account; from: string; show: (amount: string) => string }) => (
  <table class="statement-entries">
    <thead>
      <tr>
        <th scope="col">Day</th>
        <th scope="col">Entry</th>
        <th scope="col" class="number">
          Amount
        </th>
        <th scope="col" class="number">
          Balance
        </th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td>{shortDay(from)}</td>
        <td class="muted">Balance before</td>
        <td />
        <td class="number">{show(account.opening_balance)}</td>
      </tr>
      {account.entries.map((entry) => (
        <tr key={`${entry.kind} ${entry.id}`}>
          <td>{shortDay(entry.on)}</td>
          <td>
            <Words entry={entry} />
          </td>
          <td class="number">{show(entry.amount)}</td>
          <td class="number">{show(entry.balance)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

function Words({ entry }: { entry: Entry }) {
  const href = entryHref(entry)
  return (
    <>
      {href ? (
        <a class="plain-link" href={href}>
          {entryWords(entry)}
        </a>
      ) : (
        entryWords(entry)
      )}
      {entry.due_date && <span class="meta muted"> due {shortDay(entry.due_date)}</span>}
      {entry.detail && <span class="meta muted"> {entry.detail}</span>}
    </>
  )
}
