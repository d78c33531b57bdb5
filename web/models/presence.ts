import { signal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import type { Presence } from '../../core/contract/presence.ts'
import { firstName } from '../../core/domain/contacts/first-name.ts'
import { post } from '../api.ts'
import { livePage } from './live.ts'
import { user } from './session.ts'
import { membersQuery } from './team.ts'

type State = Presence['state']
interface There {
  conversation: string
  members: readonly { id: string; state: State }[]
}

/** One goes through the list faster than this; only where one stays is told. */
const STAYS_MS = 1000
/** Between one conversation and the next one is nowhere for a moment. */
const LEAVES_MS = 300

const there = signal<There>({ conversation: '', members: [] })
livePage.present = (data) => {
  there.value = data as There
}

let told: { conversation_id: string | null; state: State } = { conversation_id: null, state: 'READING' }
let timer: ReturnType<typeof setTimeout> | undefined

/** Nothing depends on it, and each new stream says it again. */
const tell = () => void post('/v1/live', { page: livePage.name, ...told }).catch(() => {})
livePage.connected = () => {
  if (told.conversation_id !== null) tell()
}

function stayAt(conversation_id: string | null, state: State): void {
  clearTimeout(timer)
  const goesOn = conversation_id === told.conversation_id
  if (goesOn && state === told.state) return
  const now = () => {
    told = { conversation_id, state }
    tell()
  }
  timer = setTimeout(now, goesOn ? 0 : conversation_id === null ? LEAVES_MS : STAYS_MS)
}

export interface Other {
  id: string
  name: string
  isWriting: boolean
}

/** Tells others who have the same conversation open that one is here, and answers who they are. */
export function usePresence(conversation: string, isWriting: boolean): Other[] {
  useEffect(() => stayAt(conversation, isWriting ? 'WRITING' : 'READING'), [conversation, isWriting])
  useEffect(() => () => stayAt(null, 'READING'), [])
  const { data: members = [] } = useQuery(membersQuery)
  if (there.value.conversation !== conversation) return []
  return there.value.members
    .filter(({ id }) => id !== user.value?.id)
    .map(({ id, state }) => ({
      id,
      name: firstName(members.find(({ user_id }) => user_id === id)?.name ?? 'Someone'),
      isWriting: state === 'WRITING',
    }))
}

/** `Sam is writing`, `Sam and Priya are here`. */
export function presenceWords(others: readonly Other[]): string {
  const writing = others.filter((other) => other.isWriting)
  const named = writing.length > 0 ? writing : others
  if (named.length === 0) return ''
  const names = named.map(({ name }) => name)
  const all = names.length > 2 ? `${names[0]} and ${names.length - 1} others` : names.join(' and ')
  return `${all} ${names.length > 1 ? 'are' : 'is'} ${writing.length > 0 ? 'writing' : 'here, too'}`
}
