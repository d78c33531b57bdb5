import { useSignal } from '@preact/signals'
import { ScanText } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Extraction } from '../../core/contract/extraction.ts'
import { today } from '../models/format.ts'
import { readLastMessages } from '../models/reading/message.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

const dayOf = (value: string) => value.slice(0, 10)

interface Suggested {
  due?: string
  priority?: string
}
export interface ReadingProps {
  conversation: string
  values: { due: string; priority: string }
  set: (changes: Suggested) => void
}

/** Fills in what the last messages say of when and how urgent, where nothing was typed; says from which words, and takes it back. */
export default function NewWorkReading({ conversation, values, set }: ReadingProps) {
  const said = useSignal<Piece[]>([])
  // What was typed while the messages were read counts, too.
  const now = useRef(values)
  now.current = values
  useEffect(() => {
    let isGone = false
    void suggest(conversation)
      .then((found) => {
        if (isGone) return
        const due = now.current.due ? undefined : found.due
        const priority = isUsual(now.current) ? found.priority : undefined
        said.value = [due, priority].filter((one) => one !== undefined)
        if (said.value.length > 0) set({ ...due?.typed, ...priority?.typed })
      })
      // It is a help: without it everything is typed.
      .catch(() => {})
    return () => {
      isGone = true
    }
  }, [conversation])
  // What was changed since is the person's own.
  const shown = said.value.filter(({ typed }) => isIn(typed, values))
  if (shown.length === 0) return null
  const undo = () => {
    said.value = []
    set(Object.assign({}, ...shown.map(({ typed }) => (typed.due ? { due: '' } : { priority: 'NORMAL' }))))
  }
  return (
    <div class="reading-note small" role="status">
      <Icon of={ScanText} />
      <span class="grow">Read from the messages: {shown.map(({ words }) => words).join(', ')}. Check it.</span>
      <Button look="quiet" onClick={undo}>
        Leave it out
      </Button>
    </div>
  )
}

const isUsual = ({ priority }: { priority: string }) => priority === 'NORMAL'
const isIn = (part: Suggested, all: Suggested) =>
  Object.entries(part).some(([name, value]) => all[name as keyof Suggested] === value)

type Field = Extraction['fields'][string]
interface Piece {
  typed: Suggested
  words: string
}

async function suggest(conversation: string): Promise<{ due?: Piece; priority?: Piece }> {
  const read = await readLastMessages(conversation)
  const piece = (
    of: (read: Extraction, at: number) => Field | null | undefined,
    said: string,
    typed: (field: Field) => Suggested,
  ) =>
    read.flatMap(({ extraction, wordsOf }, at) => {
      const field = of(extraction, at)
      return field ? [{ typed: typed(field), words: `${said} by “${wordsOf(field)}”` }] : []
    })[0]
  // A day that a newer message names asks for nothing there: it was called off.
  const isNamedLater = (day: string, at: number) =>
    read
      .slice(0, at)
      .some(({ extraction }) => Object.values(extraction.fields).some(({ value }) => dayOf(value) === day))
  // What was to be done yesterday is no day to come.
  const toCome = ({ due }: Extraction, at: number) =>
    due && due.value >= today() && !isNamedLater(due.value, at) ? due : null
  const due = piece(toCome, 'due', ({ value }) => ({ due: value }))
  const priority = piece(
    ({ urgent }) => urgent,
    'urgent',
    () => ({ priority: 'URGENT' }),
  )
  return { ...(due && { due }), ...(priority && { priority }) }
}
