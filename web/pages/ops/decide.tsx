import { Check } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import type { Correction } from '../../models/reviews/editing.ts'
import type { Deed, ReviewQueue } from '../../models/reviews/queue.ts'
import { whyNot } from '../../models/reviews/refusals.ts'
import { showToast } from '../../models/toasts.ts'
import { firstWrong, focusOn, useKeys } from './keys.ts'
import { Reject, useReason } from './reject.tsx'

interface DecideProps {
  queue: ReviewQueue
  correction: Correction
  open: (id: string | null) => void
  note: () => void
}

const SIMILAR = /one like it/i
const OVER = { override_warnings: true }

/** What can be done with what is open; the next opens before the server has answered. */
function useDeeds({ queue, correction, open }: Omit<DecideProps, 'note'>) {
  const { review } = correction
  const { id, allowed_actions } = review.value
  const [isMoving, move] = useState(false)
  const can = (action: string) => allowed_actions.includes(action)
  const decide = async (deed: Deed, more: Parameters<ReviewQueue['decide']>[2] = {}) => {
    if (isMoving || !can(deed)) return
    move(true)
    try {
      if (!(await correction.save())) return focusOn(firstWrong())
      const next = queue.nextFree(id)
      void queue.decide(review.value, deed, more)
      open(next)
    } catch (error) {
      showToast({ text: whyNot(error), kind: 'failed' })
    } finally {
      move(false)
    }
  }
  const leave = (next: string) => ({ label: 'Leave it', run: () => open(next) })
  const step = async (by: 1 | -1) => {
    const next = queue.beside(id, by)
    if (!next) return
    try {
      if (await correction.save()) open(next)
      else focusOn(firstWrong())
    } catch (error) {
      showToast({ text: `What you typed is not saved. ${whyNot(error)}`, kind: 'failed', action: leave(next) })
    }
  }
  const take = () => {
    if (!can('take') && !can('release')) return
    const asked = can('take') ? queue.change(review.value, { action: 'take' }) : correction.letGo()
    void asked.catch((error: unknown) => {
      showToast({ text: whyNot(error), kind: 'failed' })
    })
  }
  return { can, decide, step, take }
}

/** One key each, and the next opens by itself. */
export function Decide({ queue, correction, open, note }: DecideProps) {
  const { id } = correction.review.value
  const { can, decide, step, take } = useDeeds({ queue, correction, open })
  const why = useReason((reason) => decide('reject', { reason }))
  const refused = queue.refused.value.get(id)
  const isAlike = refused !== undefined && SIMILAR.test(refused)
  // Of what only its business may make he says that it is right.
  const deed = correction.isOfNobody || !can('apply') ? 'approve' : 'apply'
  const keys: Record<string, () => unknown> = {
    a: () => decide(deed),
    A: () => isAlike && decide('apply', OVER),
    e: () => focusOn(correction.leastSure),
    x: () => can('reject') && why.ask(),
    n: () => step(1),
    j: () => step(1),
    p: () => step(-1),
    k: () => step(-1),
    t: take,
    m: note,
  }
  useKeys(keys, () => (why.isAsking ? why.send() : decide(deed)))
  return (
    <footer class="ops-decide">
      {refused && (
        <p class="bad meta" role="alert">
          {refused}
        </p>
      )}
      {deed === 'approve' && !correction.isOfNobody && can('approve') && (
        <p class="muted meta">Only its business makes it, such as in another currency: say that it is right.</p>
      )}
      {why.isAsking && <Reject {...why.field} />}
      <div class="ops-verbs">
        {isAlike ? (
          <Verb letter="⇧A" look="primary" does={() => decide('apply', OVER)}>
            Make it all the same
          </Verb>
        ) : (
          <Verb letter="A" look="primary" busy={correction.saving.value} off={!can(deed)} does={() => decide(deed)}>
            {deed === 'apply' ? 'Approve and apply' : 'Approve'}
          </Verb>
        )}
        <Verb letter="E" off={!can('update')} does={() => focusOn(correction.leastSure)}>
          Edit
        </Verb>
        <Verb letter="X" look="danger" off={!can('reject')} does={why.ask}>
          Reject
        </Verb>
        <span class="grow" />
        <Verb letter="T" look="quiet" off={!can('take') && !can('release')} does={take}>
          {can('release') ? 'Release' : 'Take'}
        </Verb>
        <Verb letter="M" look="quiet" off={!can('update')} does={note}>
          Note
        </Verb>
      </div>
      <Keys />
    </footer>
  )
}

const Keys = () => (
  <p class="ops-keys meta muted only-desktop">
    <span>
      <kbd>N</kbd> <kbd>P</kbd> or <kbd>J</kbd> <kbd>K</kbd> next, previous
    </span>
    <span>
      <kbd>Esc</kbd> leaves a field, <kbd>Ctrl</kbd> <kbd>↵</kbd> approves from one
    </span>
    <span>
      <kbd>Z</kbd> undoes the last one, <kbd>?</kbd> all keys
    </span>
    <span>The next draft opens by itself</span>
  </p>
)

interface VerbProps {
  letter: string
  look?: 'primary' | 'danger' | 'quiet'
  busy?: boolean
  off?: boolean
  does: () => unknown
  children: string
}

const Verb = ({ letter, look = undefined, busy = false, off = false, does, children }: VerbProps) => (
  <Button
    look={look ?? ''}
    icon={look === 'primary' ? Check : undefined}
    busy={busy}
    disabled={off}
    onClick={() => void does()}
  >
    {children}
    <kbd>{letter}</kbd>
  </Button>
)
