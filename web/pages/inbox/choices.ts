import { useQuery } from '@tanstack/preact-query'
import type { Conversation } from '../../../core/contract/conversations.ts'
import type { MenuAction } from '../../components/menu.tsx'
import { askWhen } from '../../models/ask-when.ts'
import { assignConversation, snoozeConversation } from '../../models/conversations.ts'
import { comesOn, laterChoices } from '../../models/later.ts'
import { membersQuery } from '../../models/team.ts'

/** To whom a conversation may be given, oneself first; `name` is who has it. */
export function useAssignees(conversation: Conversation): { name: string | undefined; choices: MenuAction[] } {
  const members = useQuery(membersQuery).data ?? []
  const { assigned_to } = conversation
  const give = (to: string | null, words: string) => () => void assignConversation(conversation, to, words)
  const others = members
    .filter(({ user_id }) => user_id !== assigned_to)
    .toSorted((one, other) => Number(other.is_me) - Number(one.is_me))
    .map((each) => ({
      label: each.is_me ? `${each.name} (you)` : each.name,
      run: give(each.user_id, each.is_me ? 'Assigned to you' : `Assigned to ${each.name}`),
    }))
  return {
    name: members.find(({ user_id }) => user_id === assigned_to)?.name,
    choices: assigned_to === null ? others : [...others, { label: 'Nobody', run: give(null, 'Assigned to nobody') }],
  }
}

/** Until when it may be put off; what was put off is left. */
export function snoozeChoices(conversation: Conversation, done: () => void): MenuAction[] {
  const until = async (at: string) => void ((await snoozeConversation(conversation, at, comesOn(at))) && done())
  return [
    ...laterChoices().map(({ label, at }) => ({ label, run: () => void until(at) })),
    { label: 'Choose a day and time…', run: () => askWhen('Snooze until', 'Snooze', until) },
  ]
}
