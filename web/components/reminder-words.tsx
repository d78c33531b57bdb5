import { useQuery } from '@tanstack/preact-query'
import { type Stage, stagesOf } from '../../core/domain/reminders/schedule.ts'
import { textOfStage } from '../../core/domain/reminders/texts.ts'
import { plural } from '../models/format.ts'
import { previewQuery } from '../models/mail-text.ts'
import { type Days, stageWords } from '../models/reminders.ts'

/** Which words go out on which day of a schedule, filled with an example: what is agreed to is read first. */
export default function ReminderWords({ days, open = false }: { days: Days; open?: boolean }) {
  const mails = stagesOf(days).filter(({ stage }) => stage !== 'COLLECTIONS')
  return (
    <section class="stack" aria-label="What the reminders say">
      {mails.map(({ stage, offset }) => (
        <Words key={stage} stage={stage} offset={offset} open={open} />
      ))}
      <p class="small muted">
        Filled with an example. Customers who are written to in another language get your text in it, where you have
        one. <a href="/settings/templates">Your texts</a>
      </p>
    </section>
  )
}

function Words({ stage, offset, open }: { stage: Stage; offset: number; open: boolean }) {
  const { data, error } = useQuery(previewQuery({ type: textOfStage(stage, stage, offset), channel: 'EMAIL' }))
  const when = `${plural(Math.abs(offset), 'day')} ${offset < 0 ? 'before' : 'after'} the due date`
  return (
    <details class="stack" open={open}>
      <summary>
        {offset < 0 ? 'Reminder' : stageWords({ stage })}, {when}
        {data && `: ${data.name ?? 'the text that comes with the product'}`}
      </summary>
      {data?.subject && <p class="strong">{data.subject}</p>}
      <p class="pre small">{data?.text ?? (error ? 'It cannot be shown now.' : '…')}</p>
    </details>
  )
}
