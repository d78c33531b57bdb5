import { useQuery } from '@tanstack/preact-query'
import { ChevronLeft, Clock, Ellipsis, UserRound } from 'lucide-preact'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu } from '../../components/menu.tsx'
import { askWhen } from '../../models/ask-when.ts'
import { assignConversation, CHANNEL_LABELS, partnerOf, snoozeConversation } from '../../models/conversations.ts'
import { firstName } from '../../models/format.ts'
import { comesOn, laterChoices } from '../../models/later.ts'
import type { Command } from '../../models/page-commands.ts'
import { type Other, presenceWords } from '../../models/presence.ts'
import { membersQuery } from '../../models/team.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { ASSIGN_BUTTON, SNOOZE_BUTTON } from './use-thread-commands.ts'

/** Whom it is with and by which channel, who takes care of it, and the first thing to do with it. */
export function ThreadHeader({
  conversation,
  actions,
  back,
  done,
  others,
}: {
  conversation: Conversation | undefined
  actions: readonly Command[]
  back: string
  /** What was put off is left. */
  done: () => void
  others: readonly Other[]
}) {
  const [first, ...rest] = actions
  const isPhone = useMedia(PHONE)
  return (
    <header class="pane-header">
      <a class="button quiet square only-phone" href={back} aria-label="Back to the inbox">
        <Icon of={ChevronLeft} size="large" />
      </a>
      <span class="inline grow">
        {conversation && <Partner conversation={conversation} />}
        <Others others={others} />
      </span>
      {conversation && <Assign conversation={conversation} />}
      {conversation && <Snooze conversation={conversation} done={done} />}
      {first && (
        <Button look="quiet" icon={first.icon} label={first.label} onClick={first.run}>
          {!isPhone && first.label}
        </Button>
      )}
      <Menu look="quiet" icon={Ellipsis} label="More actions" actions={rest} />
    </header>
  )
}

function Partner({ conversation }: { conversation: Conversation }) {
  const { contact, channel, from, snoozed_until } = conversation
  const name = partnerOf(conversation)
  return (
    <>
      {contact ? (
        <a class="inline plain-link strong" href={`/contacts/${contact.id}`}>
          <Avatar name={name} />
          <span class="ellipsis">{name}</span>
        </a>
      ) : (
        <span class="stack none">
          <span class="strong ellipsis">{name}</span>
          <span class="meta muted ellipsis">
            {name === from.address ? 'Not in contacts' : `${from.address}, not in contacts`}
          </span>
        </span>
      )}
      <span class="tag only-desktop">{CHANNEL_LABELS[channel]}</span>
      {snoozed_until && <span class="tag nowrap">Until {comesOn(snoozed_until)}</span>}
    </>
  )
}

/** Who else has it open: by picture on a phone, in words beside that where there is room. */
const Others = ({ others }: { others: readonly Other[] }) => (
  <span class="inline tight others" role="status">
    {others.map(({ id, name, isWriting }) => (
      <span key={id} class={`sign${isWriting ? ' writing' : ''}`}>
        <Avatar name={name} />
      </span>
    ))}
    <span class="meta muted ellipsis">{presenceWords(others)}</span>
  </span>
)

function Assign({ conversation }: { conversation: Conversation }) {
  const members = useQuery(membersQuery).data ?? []
  const isPhone = useMedia(PHONE)
  const { assigned_to, allowed_actions } = conversation
  const name = members.find(({ user_id }) => user_id === assigned_to)?.name
  if (!allowed_actions.includes('assign')) return name ? <span class="muted nowrap only-desktop">{name}</span> : null
  const give = (to: string | null, words: string) => () => void assignConversation(conversation, to, words)
  return (
    <Menu
      id={ASSIGN_BUTTON}
      look="quiet"
      icon={UserRound}
      label={name ? `${firstName(name)}, assigned` : 'Assign'}
      actions={[
        ...members
          .filter(({ user_id }) => user_id !== assigned_to)
          .toSorted((one, other) => Number(other.is_me) - Number(one.is_me))
          .map((each) => ({
            label: each.is_me ? `${each.name} (you)` : each.name,
            run: give(each.user_id, each.is_me ? 'Assigned to you' : `Assigned to ${each.name}`),
          })),
        ...(assigned_to === null ? [] : [{ label: 'Nobody', run: give(null, 'Assigned to nobody') }]),
      ]}
    >
      {!isPhone && (name ? firstName(name) : 'Assign')}
    </Menu>
  )
}

function Snooze({ conversation, done }: { conversation: Conversation; done: () => void }) {
  if (!conversation.allowed_actions.includes('snooze')) return null
  const until = async (at: string) => void ((await snoozeConversation(conversation, at, comesOn(at))) && done())
  return (
    <Menu
      id={SNOOZE_BUTTON}
      look="quiet"
      icon={Clock}
      label="Snooze"
      actions={[
        ...laterChoices().map(({ label, at }) => ({ label, run: () => void until(at) })),
        { label: 'Choose a day and time…', run: () => askWhen('Snooze until', 'Snooze', until) },
      ]}
    />
  )
}
