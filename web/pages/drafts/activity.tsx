import { useSignal } from '@preact/signals'
import { Bot } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import '../../styles/list-filters.css'
import '../../styles/ai-tasks.css'
import { Button, LinkButton } from '../../components/button.tsx'
import { DayRange } from '../../components/day-range.tsx'
import { FilterChips, ListPage } from '../../components/list-page.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { Pill } from '../../components/pill.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { NoAccess } from '../../components/states.tsx'
import { type AiTask, deedWords, figureWords, pillOf, placeOfTask, taskPages } from '../../models/ai-tasks.ts'
import { askable } from '../../models/business-day.ts'
import { shortInstant } from '../../models/format.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { may, mayNot } from '../../models/permissions.ts'
import { askAgain } from '../../models/suggestion/ask-again.ts'
import { usePages } from '../../models/use-pages.ts'

const TITLE = 'What machines did'
const STATUSES = [
  { value: '', label: 'All' },
  { value: 'PENDING', label: 'Waiting' },
  { value: 'RUNNING', label: 'Running' },
  { value: 'COMPLETED', label: 'Done' },
  { value: 'FAILED', label: 'Failed' },
]
const TYPES = [
  { value: '', label: 'Everything' },
  { value: 'READ', label: 'Read by rules' },
  { value: 'ASK_MODEL', label: 'Asked of a model' },
  { value: 'APPLY', label: 'Made by your rules' },
]
const oneOf = (choices: readonly { value: string }[], value = '') =>
  choices.some((choice) => choice.value === value) ? value : ''

/** The feed of what machines did and do now; it goes on by itself while it is open. */
export default function Activity() {
  const { url, query } = useLocation()
  const filters = {
    type: oneOf(TYPES, query.type),
    status: oneOf(STATUSES, query.status),
    from: askable(query.from),
    to: askable(query.to),
  }
  const pages = usePages(taskPages(filters), may('ai_drafts.read'))
  if (mayNot('ai_drafts.read'))
    return (
      <PageFrame title={TITLE}>
        <div class="card">
          <NoAccess what="what machines did" />
        </div>
      </PageFrame>
    )
  const isNarrowed = Object.values(filters).some((value) => value !== '')
  return (
    <ListPage
      title={TITLE}
      above={
        <div class="list-filters">
          <nav class="filters" aria-label="Status">
            <FilterChips name="status" choices={STATUSES} />
          </nav>
          <div class="filters">
            <ChipSelect
              label="Kind"
              value={filters.type}
              choices={TYPES}
              on={filters.type !== ''}
              onChange={(type) => go(withQuery(url, { type }))}
            />
          </div>
          <DayRange
            url={url}
            also={{}}
            from={{ label: 'From', name: 'from', day: filters.from }}
            to={{ label: 'To', name: 'to', day: filters.to }}
          />
        </div>
      }
      pages={pages}
      what="what machines did"
      noneYet={{
        icon: Bot,
        title: 'Nothing so far',
        text: 'What rules read, what a model was asked and what your rules made by themselves is told here.',
      }}
      noneFits={isNarrowed ? { title: 'Nothing fits', text: 'Try another status or kind, or other days.' } : null}
      rows={(rows) => (
        <ul>
          {rows.map((task) => (
            <li key={task.id}>
              <Row task={task} />
            </li>
          ))}
        </ul>
      )}
    />
  )
}

function Row({ task }: { task: AiTask }) {
  const { draft, message, summary, status, progress, error, created_at, allowed_actions } = task
  const [word, look] = pillOf(task)
  const facts = [deedWords(task), (draft ?? message)?.contact?.display_name, ...figureWords(task)].filter(Boolean)
  return (
    <div class="row ai-task">
      <span class="stack none grow">
        <a class="strong ellipsis plain-link" href={placeOfTask(task)} data-row>
          {summary || 'Without words'}
        </a>
        <span class="meta muted">{facts.join(' · ')}</span>
        {status === 'RUNNING' && <progress aria-label="How far it is" max={100} value={progress} />}
        {error && <Why task={task} error={error} />}
      </span>
      {draft && allowed_actions.includes('retry') && <Retry draft={draft.id} about={summary} />}
      {draft && allowed_actions.includes('apply') && (
        <LinkButton href={placeOfTask(task)}>
          Apply it<span class="visually-hidden"> yourself: {summary}</span>
        </LinkButton>
      )}
      {message && allowed_actions.includes('parse') && (
        <LinkButton href={`${placeOfTask(task)}?suggest=${message.id}`}>
          Draft it<span class="visually-hidden"> yourself: {summary}</span>
        </LinkButton>
      )}
      <Pill look={look}>{word}</Pill>
      <time class="meta muted nowrap" dateTime={created_at}>
        {shortInstant(created_at)}
      </time>
    </div>
  )
}

const Why = ({ task, error }: { task: AiTask; error: string }) => (
  <details class="small">
    <summary class="muted">Why</summary>
    <p>
      {error}. {task.outcome === 'limited' && may('ai_usage.read') && <a href="/settings/ai">See what was used</a>}
    </p>
  </details>
)

function Retry({ draft, about }: { draft: string; about: string }) {
  const busy = useSignal(false)
  const retry = async () => {
    busy.value = true
    await askAgain(draft)
    busy.value = false
  }
  return (
    <Button busy={busy.value} onClick={() => void retry()} label={`Ask again about ${about || 'this'}`}>
      Ask again
    </Button>
  )
}
