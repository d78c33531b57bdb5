import { Button, LinkButton } from '../../../components/button.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { type ContactImport, contactImports } from '../../../models/contact-import/contact-imports.ts'
import { useForm } from '../../../models/form.ts'
import { shortInstant } from '../../../models/format.ts'
import { countWords } from './words.ts'
import { WrongRows } from './wrong-rows.tsx'

const A_DAY_MS = 24 * 3_600_000

/** How far it is, then what became of the rows, and for a day the way back. */
export function Result({ of, isWorking }: { of: ContactImport; isWorking: boolean }) {
  const { counts, status } = of
  const form = useForm({})
  const undo = () => void form.send({}, () => contactImports.act(of.id, 'undo'))
  return (
    <>
      <section class="card padded stack" aria-labelledby="file" aria-live="polite">
        <h2 class="title-pane break" id="file">
          {TITLES[status]} {of.file_name}
        </h2>
        {isWorking ? <Progress of={of} /> : <p>{status === 'UNDONE' ? undoneWords(of) : doneWords(of)}</p>}
        {isWorking && <p class="muted">It goes on by itself: you can leave this page.</p>}
        <FormProblem error={form.problem} />
        {!isWorking && (
          <div class="inline">
            <LinkButton href="/contacts" look="primary">
              See your contacts
            </LinkButton>
            {of.allowed_actions.includes('undo') && (
              <Button busy={form.busy} onClick={undo}>
                Undo import
              </Button>
            )}
          </div>
        )}
        {of.allowed_actions.includes('undo') && of.finished_at && (
          <p class="small muted">
            Until {shortInstant(new Date(Date.parse(of.finished_at) + A_DAY_MS).toISOString())} it can be undone; what
            you changed or used since stays.
          </p>
        )}
      </section>
      {counts.wrong > 0 && !isWorking && <WrongRows of={of} />}
    </>
  )
}

const TITLES = {
  OPEN: '',
  RUNNING: 'Importing',
  DONE: 'Imported:',
  UNDOING: 'Undoing',
  UNDONE: 'Undone:',
} as const

function Progress({ of: { counts, status } }: { of: ContactImport }) {
  const done = status === 'UNDOING' ? counts.undone + counts.kept : counts.created + counts.updated + counts.skipped
  const all = status === 'UNDOING' ? done + counts.created + counts.updated : done + counts.ready
  return (
    <>
      <progress aria-label="Rows that are done" value={done} max={Math.max(all, 1)} />
      <p class="tabular">
        {done} of {countWords(all, 'row')}
      </p>
    </>
  )
}

const doneWords = ({ counts }: ContactImport) =>
  [
    `${countWords(counts.created, 'contact')} added`,
    counts.updated > 0 && `${counts.updated} updated`,
    counts.skipped > 0 && `${counts.skipped} skipped, being there already`,
    counts.wrong > 0 && `${countWords(counts.wrong, 'row')} left out`,
  ]
    .filter(Boolean)
    .join(', ')

const undoneWords = ({ counts }: ContactImport) =>
  `${countWords(counts.undone, 'row')} taken back${
    counts.kept > 0 ? `, ${counts.kept} kept because they were changed or used since` : ''
  }`
