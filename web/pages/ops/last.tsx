import { Button } from '../../components/button.tsx'
import { capitalised } from '../../models/format.ts'
import type { ReviewQueue } from '../../models/reviews/queue.ts'
import { DECIDED } from '../../models/reviews/words.ts'

/** What was decided last, and the way back. */
export function LastDecision({ queue, undo }: { queue: ReviewQueue; undo: () => void }) {
  const last = queue.undoable.value
  if (!last) return null
  return (
    <span class="inline ops-last">
      <span class="meta muted ellipsis">
        {capitalised(DECIDED[last.status] ?? '')} {last.title}
      </span>
      <Button look="quiet" busy={queue.undoing.value} onClick={undo}>
        Undo
        <kbd>Z</kbd>
      </Button>
    </span>
  )
}
