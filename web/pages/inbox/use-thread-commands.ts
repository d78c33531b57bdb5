import { ArrowDown, ArrowUp, Check, Clock, Mail, NotebookPen, Reply, RotateCcw, UserRound } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { closeConversation, markUnread, openConversation, partnerOf } from '../../models/conversations.ts'
import { go } from '../../models/navigation.ts'
import type { Command } from '../../models/page-commands.ts'
import { PHONE } from '../../models/use-media.ts'
import { usePageCommands } from '../../models/use-page-commands.ts'
import type { Neighbours } from './thread.tsx'
import { turnCommands } from './turn-into.tsx'
import { inboxUrl } from './use-inbox.ts'

export const ASSIGN_BUTTON = 'assign'
export const SNOOZE_BUTTON = 'snooze'

/** What may be done with the conversation that is open: the same by button, by key and in the palette. */
export function useThreadCommands(
  conversation: Conversation | undefined,
  neighbours: Neighbours,
  write: (as: 'reply' | 'note') => void,
  asking: string | undefined,
) {
  const { url } = useLocation()
  const leave = () => goOn(url, neighbours)
  const actions = conversation ? actionsOf(conversation, leave) : []
  const turns = turnCommands(conversation, asking)
  usePageCommands({
    title: conversation ? partnerOf(conversation) : 'Inbox',
    commands: [
      ...writingOf(conversation, write),
      ...menusOf(conversation),
      ...turns,
      ...actions,
      ...moves(url, neighbours),
    ],
  })
  return { actions, turns, leave }
}

function writingOf(
  { id = '', allowed_actions = [] }: Partial<Conversation> = {},
  write: (as: 'reply' | 'note') => void,
): Command[] {
  if (!allowed_actions.includes('note')) return []
  return [
    { id: `reply ${id}`, label: 'Reply', icon: Reply, keys: 'r', run: () => write('reply') },
    { id: `note ${id}`, label: 'Write a note', icon: NotebookPen, keys: 'n', run: () => write('note') },
  ]
}

/** What has choices of its own opens them under its button. */
function menusOf({ id = '', allowed_actions = [] }: Partial<Conversation> = {}): Command[] {
  const menu = (button: string, label: string, icon: Command['icon'], keys: string): Command[] =>
    allowed_actions.includes(button)
      ? [{ id: `${button} ${id}`, label, icon, keys, run: () => document.getElementById(button)?.click() }]
      : []
  return [...menu(ASSIGN_BUTTON, 'Assign', UserRound, 'a'), ...menu(SNOOZE_BUTTON, 'Snooze', Clock, 'h')]
}

function actionsOf(conversation: Conversation, done: () => void): Command[] {
  const { id, version, allowed_actions } = conversation
  // Their names tell whose they are: a command that stays would act on what was open before.
  const named = (verb: string) => `${verb} ${id} ${version}`
  const close = async () => (await closeConversation(conversation)) && done()
  const all: [needs: string, command: Command][] = [
    ['close', { id: named('close'), label: 'Close', icon: Check, keys: 'e', run: () => void close() }],
    [
      'open',
      {
        id: named('open'),
        label: 'Open again',
        icon: RotateCcw,
        ...(allowed_actions.includes('close') ? {} : { keys: 'e' }),
        run: () => void openConversation(conversation),
      },
    ],
    [
      'mark',
      { id: named('unread'), label: 'Mark unread', icon: Mail, keys: 'u', run: () => void markUnread(conversation) },
    ],
  ]
  return all.filter(([needs]) => allowed_actions.includes(needs)).map(([, command]) => command)
}

/** After what was closed comes the next one; on a phone the list. */
function goOn(url: string, { previous, next }: Neighbours): void {
  go(inboxUrl(url, matchMedia(PHONE).matches ? '' : (next ?? previous)))
}

/** At an end of the list they stay where they are: without them the keys would go through the rows. */
const moves = (url: string, { previous, next }: Neighbours): Command[] => {
  const to = (id: string | undefined) => () => id && go(inboxUrl(url, id), true)
  return [
    { id: `next ${next}`, label: 'Next', icon: ArrowDown, keys: 'j', run: to(next) },
    { id: `previous ${previous}`, label: 'Previous', icon: ArrowUp, keys: 'k', run: to(previous) },
  ]
}
