import { Eye, type LucideIcon } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../../components/icon.tsx'
import { longInstant } from '../../../models/format.ts'

/** One of the questions that a page answers without scrolling. */
export const AnswerCard = ({
  icon,
  question,
  answer,
  children,
}: {
  icon: LucideIcon
  question: string
  answer: string
  children: ComponentChildren
}) => (
  <section class="card three-card">
    <h2 class="meta muted inline tight normal">
      <Icon of={icon} />
      {question}
    </h2>
    <p class="title-pane">{answer}</p>
    {children}
  </section>
)

interface Shown {
  views: { count: number; last_at: string | null }
  sent_at: string | null
}

export function Seen({ document: { views, sent_at } }: { document: Shown }) {
  const { count, last_at } = views
  const answer = count === 0 ? 'Not yet' : count === 1 ? 'Once' : count === 2 ? 'Twice' : `${count} times`
  const note = last_at
    ? `Last opened ${longInstant(last_at)}`
    : sent_at
      ? 'The link was not opened so far'
      : 'It was not sent yet'
  return (
    <AnswerCard icon={Eye} question="Seen?" answer={answer}>
      <p class="meta muted">{note}</p>
    </AnswerCard>
  )
}
