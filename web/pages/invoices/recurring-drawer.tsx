import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { RecurringInvoice } from '../../../core/contract/recurring-invoices.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog, Drawer } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { mediumDay, money, plural } from '../../models/format.ts'
import { everyWords, MODE_WORDS, recurringInvoices } from '../../models/recurring.ts'
import { showToast } from '../../models/toasts.ts'
import { MadeInvoices } from './made-invoices.tsx'

const EditRecurring = lazyWindow<{ row: RecurringInvoice; close: () => void }>(
  () => import('./edit-recurring.tsx'),
  'Edit recurring invoice',
  ({ close }) => close(),
)

type Verb = 'pause' | 'resume' | 'end'
const DONE: Record<Verb, string> = {
  pause: 'Paused: none is made until you resume it',
  resume: 'Goes on',
  end: 'Ended: what was made stays',
}

/** One of them: what comes next, what came, and its verbs. */
export function RecurringDrawer({ id, close }: { id: string; close: () => void }) {
  const asked = useQuery(recurringInvoices.one(id))
  const isEdited = useSignal(false)
  const row = asked.data
  if (row && isEdited.value) return <EditRecurring row={row} close={() => (isEdited.value = false)} />
  return (
    <Drawer title={row?.contact.display_name ?? 'Recurring invoice'} onClose={close}>
      {row && <Facts row={row} />}
      {row && <Verbs row={row} edit={() => (isEdited.value = true)} />}
      {row && <MadeInvoices of={row} />}
      {asked.isError && <p class="muted">It could not be read. Close this and try again.</p>}
    </Drawer>
  )
}

const Facts = ({ row }: { row: RecurringInvoice }) => (
  <>
    {row.problem && (
      <p class="banner late" role="status">
        It stopped by itself: {row.problem}. Mend that and resume it: what was left out is made then.
      </p>
    )}
    <div class="stack none">
      <p class="title-pane">{money(row.total, row.currency)}</p>
      <p class="muted">
        {everyWords(row)} from {mediumDay(row.starts_on)}
        {row.ends_on && ` until ${mediumDay(row.ends_on)}`}
        {row.times && `, ${plural(row.times, 'time')} in all`}. {MODE_WORDS[row.mode]}, due after{' '}
        {plural(row.due_days, 'day')}.
      </p>
    </div>
    <section aria-labelledby="lines">
      <h3 class="section-title" id="lines">
        Each invoice
      </h3>
      <ul>
        {row.content.line_items.map((line, at) => (
          <li key={at}>
            {String(line.qty)} × {line.name}
          </li>
        ))}
      </ul>
    </section>
    {row.next_days.length > 0 && (
      <section aria-labelledby="next-days">
        <h3 class="section-title" id="next-days">
          Next
        </h3>
        <ul>
          {row.next_days.map((day) => (
            <li key={day}>{mediumDay(day)}</li>
          ))}
        </ul>
      </section>
    )}
  </>
)

function Verbs({ row, edit }: { row: RecurringInvoice; edit: () => void }) {
  const busy = useSignal<Verb | null>(null)
  const problem = useSignal<unknown>(null)
  const ending = useSignal(false)
  const run = async (verb: Verb) => {
    busy.value = verb
    problem.value = null
    try {
      await recurringInvoices.act(row.id, verb, { if_match_version: row.version })
      showToast({ text: DONE[verb] })
      ending.value = false
    } catch (error) {
      problem.value = error
    }
    busy.value = null
  }
  const button = (verb: Verb, label: string, press: () => void) =>
    row.allowed_actions.includes(verb) && (
      <Button busy={busy.value === verb} onClick={press}>
        {label}
      </Button>
    )
  return (
    <>
      {!ending.value && <FormProblem error={problem.value} />}
      <div class="inline wrap">
        {row.allowed_actions.includes('update') && <Button onClick={edit}>Edit</Button>}
        {button('pause', 'Pause', () => void run('pause'))}
        {button('resume', 'Resume', () => void run('resume'))}
        {button('end', 'End…', () => (ending.value = true))}
      </div>
      {ending.value && (
        <ConfirmDialog
          title="End it for good?"
          keep="Keep it"
          verb="End it"
          busy={busy.value === 'end'}
          error={<FormProblem error={problem.value} />}
          onKeep={() => (ending.value = false)}
          onConfirm={() => void run('end')}
        >
          <p>No further invoice is made. The {plural(row.made, 'invoice')} that came of it stay.</p>
        </ConfirmDialog>
      )}
    </>
  )
}
