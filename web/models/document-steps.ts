import { shortInstant } from './format.ts'

export interface StatusStep {
  name: string
  note: string
  state: 'done' | 'now' | 'ahead'
}

interface Facts {
  created_at: string
  sent_at: string | null
  views: { first_at: string | null }
}

/** The way of every document to whom it is for, as facts with their times. */
export const firstSteps = ({ created_at, sent_at, views }: Facts): StatusStep[] => [
  { name: 'Draft', note: shortInstant(created_at), state: 'done' },
  { name: 'Sent', note: sent_at ? shortInstant(sent_at) : 'Not yet', state: sent_at ? 'done' : 'ahead' },
  {
    name: 'Seen',
    note: views.first_at ? shortInstant(views.first_at) : 'Not yet',
    state: views.first_at ? 'done' : 'ahead',
  },
]

/** The open ring is where it stands, until it is over. */
export function markNow(steps: StatusStep[], isOver: boolean): StatusStep[] {
  const now = isOver ? -1 : steps.findLastIndex((step) => step.state === 'done')
  return steps.map((step, index) => (index === now ? { ...step, state: 'now' } : step))
}
