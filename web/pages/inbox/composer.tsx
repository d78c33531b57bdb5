import { useSignal } from '@preact/signals'
import { ChevronDown, MessageSquareText, Paperclip, Send, X } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import '../../styles/composer.css'
import type { Conversation, Message } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { Menu } from '../../components/menu.tsx'
import { askWhen } from '../../models/ask-when.ts'
import { useForm } from '../../models/form.ts'
import { laterChoices } from '../../models/later.ts'
import { addressesIn, EMPTY_REPLY, type Reply, replyPlace, sendReply, type When } from '../../models/replies.ts'
import { isStatus } from '../../models/sentences.ts'
import { unfilled } from '../../models/templates.ts'
import { showToast } from '../../models/toasts.ts'
import { Attachments, useAttaching } from './attachments.tsx'
import { Meanwhile, newerThan } from './meanwhile.tsx'
import { Quoted } from './quoted.tsx'
import { Receivers } from './receivers.tsx'
import { TextLength, tooLong } from './text-length.tsx'
import { useCanned } from './use-canned.tsx'

export interface ComposerProps {
  conversation: Conversation
  /** The newest first, as far as they are known. */
  messages: readonly Message[]
  isNote: boolean
  close: () => void
  typing: (now: boolean) => void
}

const TYPING_MS = 8000

/** An answer or a note, kept on this device until it is sent. */
export default function Composer({ conversation, messages, isNote, close, typing }: ComposerProps) {
  const draft = useReply(conversation, messages, isNote)
  const { form, reply, change } = draft
  const files = useAttaching(reply.files, (added) => change({ files: [...draft.latest().files, added] }))
  const isTyping = useTyping(typing)
  const isText = conversation.channel === 'SMS'
  const isMail = !isText && !reply.isNote
  const canned = useCanned(conversation, draft)
  const refusedAt = useSignal<string | null>(null)
  const isConflict = isStatus(form.problem, 409) && refusedAt.value === reply.seen
  const newest = messages[0]?.id ?? null
  const send = async (when: When) => {
    const chosen = isConflict ? { ...reply, seen: newest } : reply
    refusedAt.value = reply.seen
    const post = () => sendReply(conversation, chosen, when)
    if (!(await form.send(missing(conversation, reply, files.isBusy), post))) return
    if (reply.isNote) showToast({ text: 'Noted' })
    close()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void send('now')
    }
    if (event.key === 'Escape') close()
  }
  return (
    <form
      class={`composer${reply.isNote ? ' note' : ''}`}
      aria-label={reply.isNote ? 'Note' : 'Reply'}
      noValidate
      onKeyDown={keys}
      onSubmit={(event) => {
        event.preventDefault()
        void send('now')
      }}
      {...(isText ? {} : files.handlers)}
    >
      <Kinds isNote={reply.isNote} choose={(note) => change({ isNote: note })} close={close} />
      {isMail && <Receivers conversation={conversation} reply={reply} change={change} errors={form.errors} />}
      <Meanwhile newer={newerThan(reply.seen, messages)} isRefused={isConflict} seen={() => change({ seen: newest })} />
      <Text
        reply={reply}
        error={form.errors.body_text}
        onInput={(text) => {
          isTyping()
          change({ text })
        }}
        ask={canned.ask}
      />
      {canned.window}
      <Attachments attached={reply.files} sending={files.rows} drop={draft.detach} error={form.errors.file_ids} />
      {isMail && <Quoted messages={messages} isOn={reply.quote} change={(quote) => change({ quote })} />}
      {isText && !reply.isNote && <TextLength text={reply.text} />}
      {!isStatus(form.problem, 409) && <FormProblem error={form.problem} />}
      <div class="inline composer-verbs">
        {!isText && <AttachButton add={files.add} />}
        <Button look="quiet" icon={MessageSquareText} label="Canned replies" onClick={canned.ask} />
        <span class="meta muted grow ellipsis">
          {form.isContinued ? 'Kept from before, not sent yet' : <span class="only-desktop">Ctrl Enter sends</span>}
        </span>
        {!reply.isNote && <Later send={send} />}
        <Button type="submit" look="primary" icon={Send} busy={form.busy}>
          {reply.isNote ? 'Add note' : isConflict ? 'Send anyway' : 'Send'}
        </Button>
      </div>
    </form>
  )
}

/** What is written, on this device from the first letter to the last; nothing of an empty one is kept. */
function useReply(conversation: Conversation, messages: readonly Message[], isNote: boolean) {
  const form = useForm<Reply>(
    { ...EMPTY_REPLY, isNote },
    ['body_text', 'to', 'cc', 'file_ids'],
    replyPlace(conversation.id),
  )
  const latest = useRef(form.values)
  latest.current = form.values
  const change = (changes: Partial<Reply>) => {
    const next = { ...latest.current, seen: latest.current.seen ?? messages[0]?.id ?? null, ...changes }
    latest.current = next
    if (isWritten(next)) form.set(next)
    else form.reset()
  }
  const detach = (id: string) => change({ files: latest.current.files.filter(({ file_id }) => file_id !== id) })
  return { form, reply: form.values, change, detach, latest: () => latest.current }
}

const isWritten = ({ text, to, cc, files }: Reply) => Boolean(text.trim() || to || cc || files.length > 0)

function missing(conversation: Conversation, { text, isNote, to, cc }: Reply, isBusy: boolean) {
  const isAddress = (address: string) => /^\S+@\S+$/.test(address)
  const hole = !isNote && unfilled(text)
  const isText = !isNote && conversation.channel === 'SMS'
  const wrong = addressesIn(cc).find((address) => !isAddress(address))
  return {
    body_text: text.trim()
      ? (hole && `Fill in ${hole} first`) || (isText && tooLong(text))
      : isNote
        ? 'Write a note first'
        : 'Write an answer first',
    to: !isNote && !to.trim() && conversation.reply_to === null && 'Say where to send it',
    cc: !isNote && wrong && `${wrong} is no mail address`,
    file_ids: isBusy && 'Wait until all files have arrived, or take them out',
  }
}

/** Others see that one writes until some seconds after the last letter. */
function useTyping(typing: (now: boolean) => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const stop = () => {
    clearTimeout(timer.current)
    typing(false)
  }
  useEffect(() => stop, [])
  return () => {
    clearTimeout(timer.current)
    typing(true)
    timer.current = setTimeout(stop, TYPING_MS)
  }
}

const Kinds = ({ isNote, choose, close }: { isNote: boolean; choose: (note: boolean) => void; close: () => void }) => (
  <div class="inline">
    {[false, true].map((note) => (
      <button
        key={String(note)}
        type="button"
        class={`chip${isNote === note ? ' on' : ''}`}
        aria-pressed={isNote === note}
        onClick={() => choose(note)}
      >
        {note ? 'Note' : 'Reply'}
      </button>
    ))}
    <span class="meta muted grow ellipsis">{isNote && 'Only the team sees a note'}</span>
    <Button look="quiet" icon={X} label="Close, and keep what is written" onClick={close} />
  </div>
)

/** Grows with what is written, to two fifths of the window. */
function Text({
  reply,
  error,
  onInput,
  ask,
}: {
  reply: Reply
  error: string | undefined
  onInput: (text: string) => void
  ask: () => void
}) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const { current: element } = field
    element?.focus({ preventScroll: true })
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [reply.isNote])
  return (
    <div class="field">
      <textarea
        ref={field}
        class="composer-text"
        aria-label={reply.isNote ? 'Note' : 'Answer'}
        aria-invalid={error ? true : undefined}
        value={reply.text}
        maxLength={50_000}
        rows={3}
        placeholder={reply.isNote ? 'What the team should know' : 'Write an answer'}
        onInput={(event) => {
          const { value, selectionEnd } = event.currentTarget
          onInput(value)
          if ((event as InputEvent).data === '/' && /(^|\n)\/$/.test(value.slice(0, selectionEnd))) ask()
        }}
      />
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

function AttachButton({ add }: { add: (files: Iterable<File>) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const chosen = useSignal(0)
  return (
    <>
      <Button look="quiet" icon={Paperclip} label="Attach files" onClick={() => input.current?.click()} />
      <input
        key={chosen.value}
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          const { files } = event.currentTarget
          if (files) add([...files])
          // The same file may be chosen again.
          chosen.value += 1
        }}
      />
    </>
  )
}

const Later = ({ send }: { send: (when: When) => Promise<void> }) => {
  const at = (send_at: string) => void send({ send_at })
  return (
    <Menu
      look="quiet"
      icon={ChevronDown}
      label="Send later"
      actions={[
        ...laterChoices().map(({ label, at: time }) => ({ label, run: () => at(time) })),
        { label: 'Choose a day and time…', run: () => askWhen('Send at', 'Send then', at) },
      ]}
    />
  )
}
