import { useQuery } from '@tanstack/preact-query'
import { ChevronLeft, X } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Icon } from '../../components/icon.tsx'
import { DocumentPill } from '../../components/pill.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { hidden } from '../../models/delete-later.ts'
import { type Expense, expenses, nameOf } from '../../models/expenses.ts'
import { longInstant } from '../../models/format.ts'
import { go } from '../../models/navigation.ts'
import { pageTitle } from '../../models/page-title.ts'
import { readPdfOf } from '../../models/reading/receipts.ts'
import { membersQuery } from '../../models/team.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { ExpenseForm } from './form.tsx'
import { Receipt } from './receipt.tsx'
import { expenseUrl } from './use-expenses.ts'

/** One expense: its receipt beside its fields, and what may be done with it. */
export function Detail({ id }: { id: string }) {
  const { url } = useLocation()
  const asked = useQuery(expenses.one(id))
  const expense = asked.data
  const back = expenseUrl(url)
  const Heading = useMedia(PHONE) ? 'h1' : 'h2'
  const isGone = hidden.value.has(id)
  useEffect(() => {
    if (isGone) go(back, true)
  }, [isGone])
  useEffect(() => {
    pageTitle.value = expense ? nameOf(expense) : 'Expenses'
    return () => {
      pageTitle.value = 'Expenses'
    }
  }, [expense && nameOf(expense)])
  useEffect(() => {
    if (expense && isUnreadPdf(expense)) void readPdfOf(expense.id)
  }, [expense?.id, expense?.receipt?.download_url])
  return (
    <section class="pane expense-detail" aria-label="Expense">
      <header class="pane-header">
        <a class="button quiet square only-phone" href={back} aria-label="Back to the expenses">
          <Icon of={ChevronLeft} size="large" />
        </a>
        <Heading class="title-pane grow ellipsis">{expense ? nameOf(expense) : 'Expense'}</Heading>
        {expense && <DocumentPill status={expense.status} />}
        <a class="button quiet square only-desktop" href={back} aria-label="Close">
          <Icon of={X} />
        </a>
      </header>
      {asked.error && !expense && (
        <Problem error={asked.error} what="this expense" retry={() => void asked.refetch()} />
      )}
      {!expense && !asked.error && <SkeletonRows count={3} />}
      {expense && (
        <div class="expense-panes">
          <Receipt expense={expense} />
          <ExpenseForm key={expense.id} expense={expense} back={back} notes={<Notes expense={expense} />} />
        </div>
      )}
    </section>
  )
}

/** A PDF that somebody may fill in and nobody has. */
const isUnreadPdf = ({ receipt, is_e_invoice, vendor_name, amount, allowed_actions }: Expense): boolean =>
  receipt?.mime_type === 'application/pdf' &&
  receipt.download_url !== null &&
  !is_e_invoice &&
  vendor_name === null &&
  amount === null &&
  allowed_actions.includes('update')

/** What happened to it, and what may be wrong with it. */
function Notes({ expense }: { expense: Expense }) {
  const members = useQuery(membersQuery).data ?? []
  const who = (id: string | null) => members.find(({ user_id }) => user_id === id)?.name ?? 'somebody'
  const { sender, submitted_at, submitted_by, decided_at, decided_by, rejected_reason, status } = expense
  return (
    <>
      {status === 'REJECTED' && (
        <p class="expense-note late" role="status">
          Rejected by {who(decided_by)}: {rejected_reason}
        </p>
      )}
      <Duplicates expense={expense} />
      {sender && (
        <p class="small muted">
          Came by mail from {sender.name ? `${sender.name} (${sender.address})` : sender.address}
          {sender.verified
            ? ', whose domain proved it.'
            : '. Nothing proves that it was this sender: check before you pay.'}
        </p>
      )}
      {submitted_at && status !== 'REJECTED' && (
        <p class="small muted">
          Submitted by {who(submitted_by)}, {longInstant(submitted_at)}
        </p>
      )}
      {decided_at && status === 'APPROVED' && (
        <p class="small muted">
          Approved by {who(decided_by)}, {longInstant(decided_at)}
        </p>
      )}
    </>
  )
}

function Duplicates({ expense }: { expense: Expense }) {
  const { url } = useLocation()
  const { possible_duplicates: others } = expense
  if (others.length === 0) return null
  return (
    <p class="expense-note" role="status">
      This may be there twice:{' '}
      {others.map((other, index) => (
        <a key={other} href={expenseUrl(url, other)}>
          {others.length === 1 ? 'see the other one' : `see number ${index + 1}`}
          {index < others.length - 1 && ', '}
        </a>
      ))}
    </p>
  )
}
