import { useQuery } from '@tanstack/preact-query'
import { ChevronLeft, Lock, Sparkles, TriangleAlert, X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import '../../styles/suggestion.css'
import '../../styles/suggestion-beside.css'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Problem } from '../../components/states.tsx'
import { type AiDraft, aiDrafts, isMaking } from '../../models/ai-drafts.ts'
import { livePage } from '../../models/live.ts'
import { may } from '../../models/permissions.ts'
import { askAgain } from '../../models/suggestion/ask-again.ts'
import type { Suggestion } from '../../models/suggestion/editing.ts'
import { beginCorrecting } from '../../models/suggestion/unsaved.ts'
import { ShownContext, useShown } from './context.ts'
import { Decide } from './decide.tsx'
import { Applied, Failed, NothingFound, SetAside } from './ended.tsx'
import { Fields } from './fields.tsx'
import { Intents } from './intents.tsx'
import { Source } from './marked.tsx'
import { isOfFile, Picture } from './pictured.ts'

const ASK_AGAIN_MS = 3000
/** While it is told by the stream, which may lose a word. */
const ASK_TOLD_MS = 15_000
const isAwaited = (draft: AiDraft | undefined) => draft?.proposal.state === 'WAITING'
/** How it stands, where that is not plain from what can be done. */
const NOTES: Record<string, string> = { PENDING_QC: 'Waits for a review', APPROVED: 'Approved' }

interface PanelProps {
  /** Undefined while it is being made. */
  id: string | undefined
  /** It could not be made. */
  failure?: { error: unknown; retry: () => void; byHand: () => void } | undefined
  /** The text beside the panel in which its words are marked; without one they stand in the panel. */
  text?: string | undefined
  close: () => void
  /** It stands in place of what it was opened from. */
  isPage: boolean
  heading: 'h1' | 'h2'
  /** Whoever shows the text hears of whom it speaks. */
  opened?: ((suggestion: Suggestion | null) => void) | undefined
  /** Makes another one of the same words. */
  again?: (() => void) | undefined
}

const NO_TOTAL = ' No total was found in it: type it, or choose above what else it is.'

/** What a machine proposes to make of some words: a person chooses what it becomes, checks each value, and makes it. */
export function Panel({ id, failure, close, isPage, heading, ...shown }: PanelProps) {
  const isTold = livePage.isOpen.value
  const [open, setOpen] = useState<Suggestion | null>(null)
  const opened = (suggestion: Suggestion | null) => {
    setOpen(suggestion)
    shown.opened?.(suggestion)
  }
  const asked = useQuery({
    ...aiDrafts.one(id ?? ''),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => isAwaited(state.data) && (isTold ? ASK_TOLD_MS : ASK_AGAIN_MS),
  })
  const draft = id === undefined ? undefined : asked.data
  const isToBeTold = isTold && isAwaited(draft)
  useEffect(() => {
    // What was told before the stream opened, or while it was first asked for, was told to nobody.
    if (isToBeTold) void asked.refetch({ cancelRefetch: false })
  }, [isToBeTold])
  return (
    <section class="pane suggestion" aria-label="Suggestion">
      <header class="pane-header">
        {isPage && <Button look="quiet" icon={ChevronLeft} label="Back" onClick={close} />}
        <Heading as={heading} />
        {!isPage && <Button look="quiet" icon={X} label="Close the suggestion" onClick={close} />}
      </header>
      <div class="pane-body suggestion-body" aria-busy={!draft && !failure && !asked.error}>
        {failure ? (
          <NotMade {...failure} />
        ) : asked.error && !draft ? (
          <Problem error={asked.error} what="the suggestion" retry={() => void asked.refetch()} />
        ) : draft ? (
          <Opened key={draft.id} draft={draft} close={close} {...shown} opened={opened} />
        ) : (
          <Drafting />
        )}
      </div>
      <Foot suggestion={open} />
    </section>
  )
}

/** Always in sight: that what was typed has not arrived. */
function Foot({ suggestion }: { suggestion: Suggestion | null }) {
  const isUnsent = Boolean(suggestion?.unsent.value)
  return (
    <footer class={`suggestion-foot meta ${isUnsent ? 'warn' : 'muted'}`}>
      <Icon of={isUnsent ? TriangleAlert : Lock} />
      <span role="status">{isUnsent ? `Not saved yet: ${UNSENT}` : 'Nothing leaves your business from here.'}</span>
    </footer>
  )
}
const UNSENT = 'what you typed is kept here and sent by itself when the connection is back.'

function Heading({ as: As }: { as: 'h1' | 'h2' }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <As ref={heading} class="title-pane inline grow" tabIndex={-1}>
      <span class="by-machine">
        <Icon of={Sparkles} size="large" />
      </span>
      Suggestion
    </As>
  )
}

/** As high as what comes. */
const Drafting = () => (
  <>
    <Step number={1} title="What should this become?">
      <div class="draft-chips">
        <i class="skeleton w64" />
        <i class="skeleton w64" />
      </div>
    </Step>
    <Step number={2} title="Check the draft">
      <div class="draft-card">
        <p class="draft-row muted" role="status">
          Drafting…
        </p>
        {[0, 1, 2, 3, 4].map((row) => (
          <div class="draft-row" key={row}>
            <i class="skeleton w160" />
          </div>
        ))}
      </div>
    </Step>
  </>
)

const NotMade = ({ error, retry, byHand }: NonNullable<PanelProps['failure']>) => (
  <>
    <Problem error={error} what="the suggestion" retry={retry} />
    <div class="suggestion-verbs">
      <Button onClick={byHand}>Create manually</Button>
    </div>
  </>
)

function Opened({
  draft,
  text,
  close,
  opened,
  again,
}: { draft: AiDraft } & Pick<PanelProps, 'text' | 'close' | 'opened' | 'again'>) {
  const { suggestion, leave } = useMemo(() => beginCorrecting(draft), [])
  // Before it is drawn: what is shown is what the buttons act on.
  useLayoutEffect(() => suggestion.take(draft), [draft])
  useEffect(() => {
    opened?.(suggestion)
    return () => {
      opened?.(null)
      leave()
    }
  }, [])
  return (
    <ShownContext.Provider value={{ suggestion, text }}>
      {text === undefined && isOfFile(draft) && <Picture draft={draft} suggestion={suggestion} />}
      <Ways close={close} again={again} />
      {text === undefined && <Source suggestion={suggestion} />}
    </ShownContext.Provider>
  )
}

function Ways({ close, again }: Pick<PanelProps, 'close' | 'again'>) {
  const { suggestion, text } = useShown()
  const { status, intent, applied, allowed_actions, proposal } = suggestion.draft.value
  if (status === 'APPLIED' && applied) return <Applied applied={applied} again={again} />
  if (status === 'REJECTED') return <SetAside />
  if (status === 'FAILED') return <Failed close={close} />
  const mayChange = allowed_actions.includes('update')
  const isWaiting = isAwaited(suggestion.draft.value)
  const isMarked = Object.values(suggestion.proposals()).some(({ span }) => span)
  return (
    <>
      <Step number={1} title="What should this become?">
        <Intents />
      </Step>
      {isMaking(intent) && (
        <>
          <Step number={2} title="Check the draft" note={isWaiting ? 'Looking closer…' : ''}>
            <fieldset disabled={!mayChange}>
              <legend class="visually-hidden">The draft</legend>
              <Fields />
            </fieldset>
            <p class="meta muted draft-hint">
              {isMarked &&
                `The violet words ${text === undefined ? 'below' : 'on the left'} are where each value was read. `}
              {mayChange && 'Click a value to change it.'}
              {mayChange &&
                isOfFile(suggestion.draft.value) &&
                !suggestion.values.value.texts.amount &&
                intent === 'DRAFT_EXPENSE' &&
                NO_TOTAL}
              {proposal.state === 'FAILED' && <NoCloserLook />}
            </p>
          </Step>
          <Step number={3} title="Apply" note={NOTES[status] ?? ''}>
            <Decide close={close} />
          </Step>
        </>
      )}
      {!isMaking(intent) && <NothingFound close={close} />}
    </>
  )
}

/** Why a model added nothing, and what can be done about it. */
function NoCloserLook() {
  const { suggestion } = useShown()
  const { id, proposal, allowed_actions } = suggestion.draft.value
  const isUsedUp = proposal.outcome === 'limited'
  return (
    <>
      {isUsedUp
        ? ' The AI calls of your plan are used for this month: this was read by rules, which goes on. '
        : ' A closer look was not possible: this was read by rules. '}
      {isUsedUp && may('ai_usage.read') && <a href="/settings/ai">See what was used</a>}
      {!isUsedUp && allowed_actions.includes('retry') && (
        <button type="button" class="text-button" onClick={() => void askAgain(id)}>
          Ask again
        </button>
      )}
    </>
  )
}

const Step = ({
  number,
  title,
  note = '',
  children,
}: {
  number: number
  title: string
  note?: string
  children: ComponentChildren
}) => (
  <section aria-label={title}>
    <h2 class="draft-step">
      <span class="draft-number">{number}</span>
      <span class="grow">{title}</span>
      <span class="meta normal by-machine" role="status">
        {note}
      </span>
    </h2>
    {children}
  </section>
)
