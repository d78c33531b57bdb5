import { ArrowLeft, Inbox } from 'lucide-preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { Empty, Problem, SkeletonRows } from '../../components/states.tsx'
import { clock } from '../../models/format.ts'
import { Correction } from '../../models/reviews/editing.ts'
import { Lease } from '../../models/reviews/lease.ts'
import type { Review, ReviewQueue } from '../../models/reviews/queue.ts'
import { isHeld } from '../../models/reviews/refusals.ts'
import { INTENT_WORDS, SOURCE_WORDS } from '../../models/reviews/words.ts'
import { isStatus } from '../../models/sentences.ts'
import { Decide } from './decide.tsx'
import { Fields } from './fields.tsx'
import { useKeys } from './keys.ts'
import { Source } from './source.tsx'

interface OneProps {
  queue: ReviewQueue
  id: string | null
  open: (id: string | null) => void
}

/** Source and draft side by side; on a phone one below the other. */
export function One({ queue, id, open }: OneProps) {
  const review = queue.open.value
  const error = queue.openError.value
  if (error && id)
    return (
      <section class="pane ops-one">
        <Steps queue={queue} id={id} open={open} />
        <Back open={open} />
        {isStatus(error, 404) ? (
          <Empty icon={Inbox} title="It is not in review any more" actions={<Next queue={queue} open={open} />}>
            Somebody settled it, or its business lets nobody of SMB Hub see it any more.
          </Empty>
        ) : (
          <Problem error={error} what="the draft" retry={() => void queue.look(id)} />
        )}
      </section>
    )
  if (!id)
    return (
      <section class="pane ops-one only-desktop">
        <Empty icon={Inbox} title="Nothing is open">
          Choose one of the list.
        </Empty>
      </section>
    )
  if (!review || review.id !== id)
    return (
      <section class="pane ops-one" aria-busy="true">
        <Steps queue={queue} id={id} open={open} />
        <Back open={open} />
        <SkeletonRows count={3} />
      </section>
    )
  return <Shown key={review.id} queue={queue} review={review} open={open} />
}

/** One goes on also past what has not come, or does not. */
function Steps({ queue, id, open }: OneProps) {
  const step = (by: 1 | -1) => {
    const next = queue.beside(id, by)
    if (next) open(next)
  }
  const [next, back] = [() => step(1), () => step(-1)]
  useKeys({ n: next, j: next, p: back, k: back }, () => {})
  return null
}

function Next({ queue, open }: Omit<OneProps, 'id'>) {
  const next = queue.nextFree(null)
  return next && <Button onClick={() => open(next)}>Open the next one</Button>
}

function Shown({ queue, review, open }: Omit<OneProps, 'id'> & { review: Review }) {
  const correction = useMemo(() => new Correction(queue, review), [])
  const lease = useMemo(() => new Lease(queue), [])
  const [isNoting, note] = useState(false)
  useEffect(() => {
    correction.take(review)
    lease.seen(review)
  }, [review])
  useEffect(() => {
    const work = () => void lease.worked(correction.review.value)
    addEventListener('keydown', work)
    addEventListener('input', work)
    return () => {
      removeEventListener('keydown', work)
      removeEventListener('input', work)
    }
  }, [])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (correction.touched.value.size > 0) event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [])
  useEffect(() => {
    queue.saveOpen = () => correction.save()
    return () => {
      queue.saveOpen = async () => true
    }
  }, [])
  return (
    <>
      <section class="pane ops-source" aria-label="Source">
        <header class="pane-header">
          <Back open={open} />
          <h2 class="title-pane">Source</h2>
          <span class="tag">{SOURCE_WORDS[review.source_type]}</span>
          <span class="muted ellipsis">{[review.contact_name, review.business.name].filter(Boolean).join(', ')}</span>
        </header>
        <div class="pane-body">
          <Source correction={correction} />
        </div>
      </section>
      <section class="pane ops-draft" aria-label="Draft">
        <header class="pane-header">
          <h2 class="title-pane">Draft</h2>
          <span class="pill by-machine">{INTENT_WORDS[review.intent]}</span>
          <span class="grow" />
          <span class="meta muted ellipsis">Not yet visible to the customer</span>
        </header>
        <div class="pane-body ops-fields">
          <InHand review={review} correction={correction} />
          <Fields correction={correction} />
          {(review.review_notes || isNoting) && (
            <Notes queue={queue} review={review} isOpen={isNoting} close={() => note(false)} />
          )}
        </div>
        <Decide queue={queue} correction={correction} open={open} note={() => note(true)} />
      </section>
    </>
  )
}

/** Who has it for himself, and until when; that it is his no more who had it. */
function InHand({ review, correction }: { review: Review; correction: Correction }) {
  const isLost = correction.lost.value
  const words = handWords(review, isLost, correction.touched.value.size > 0)
  if (!words) return null
  return (
    <p class={isLost || isHeld(review) ? 'warn' : 'muted'} role="status">
      {words}
    </p>
  )
}

function handWords(review: Review, isLost: boolean, hasTyped: boolean): string | null {
  const { assigned_to: who, assigned_until: until } = review
  const kept = hasTyped ? ' What you typed is still here.' : ''
  if (!who || !until)
    return isLost ? `You had it in hand for ten minutes, and nothing came. Press T to take it again.${kept}` : null
  return isHeld(review)
    ? `${who.name} has it in hand until ${clock(until)}: nobody else decides it before, unless it is released.${kept}`
    : `You have it in hand until ${clock(until)}: nobody else of SMB Hub decides it.`
}

const Back = ({ open }: Pick<OneProps, 'open'>) => (
  <span class="only-phone">
    <Button look="quiet" icon={ArrowLeft} label="Back to the queue" onClick={() => open(null)} />
  </span>
)

/** What the business is to know; it reads it beside its suggestion. */
function Notes({
  queue,
  review,
  isOpen,
  close,
}: {
  queue: ReviewQueue
  review: Review
  isOpen: boolean
  close: () => void
}) {
  const [text, type] = useState(review.review_notes ?? '')
  const [problem, tell] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [isOpen])
  if (!isOpen) return <p class="meta muted break">Note: {review.review_notes}</p>
  const save = async () => {
    try {
      await queue.change(review, { review_notes: text.trim() || null })
      close()
    } catch (error) {
      tell(error instanceof Error ? error.message : '')
    }
  }
  return (
    <div class="ops-note">
      <label class="field">
        <span class="label">Note for the business</span>
        <span class="box area">
          <textarea
            rows={2}
            maxLength={2000}
            value={text}
            ref={field}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </span>
      </label>
      {problem && <p class="bad meta">{problem}</p>}
      <div class="inline">
        <Button onClick={() => void save()}>Save note</Button>
        <Button look="quiet" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
