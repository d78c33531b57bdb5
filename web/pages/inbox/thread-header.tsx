import { useSignal } from '@preact/signals'
import { ChevronLeft, Clock, Ellipsis, UserRound } from 'lucide-preact'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { firstName } from '../../../core/domain/contacts/first-name.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { Menu } from '../../components/menu.tsx'
import { CHANNEL_LABELS, partnerOf } from '../../models/conversations.ts'
import { comesOn } from '../../models/later.ts'
import type { Command } from '../../models/page-commands.ts'
import { type Other, presenceWords } from '../../models/presence.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { snoozeChoices, useAssignees } from './choices.ts'
import type { ThreadSheetProps } from './thread-sheet.tsx'
import { TurnInto } from './turn-into.tsx'
import { ASSIGN_BUTTON, SNOOZE_BUTTON } from './use-thread-commands.ts'

const ThreadSheet = lazyWindow<ThreadSheetProps>(
  () => import('./thread-sheet.tsx'),
  'Actions',
  ({ close }) => close(),
)

/** Whom it is with and by which channel, who takes care of it, and the first thing to do with it. */
export function ThreadHeader({
  conversation,
  actions,
  turns,
  back,
  done,
  others,
}: {
  conversation: Conversation | undefined
  actions: readonly Command[]
  /** What it may be turned into. */
  turns: readonly Command[]
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
      {conversation && isPhone && (
        <PhoneActions conversation={conversation} actions={[...turns, ...actions]} done={done} />
      )}
      {conversation && !isPhone && (
        <>
          <Assign conversation={conversation} />
          <Snooze conversation={conversation} done={done} />
          {first && (
            <Button look="quiet" icon={first.icon} onClick={first.run}>
              {first.label}
            </Button>
          )}
          <Menu look="quiet" icon={Ellipsis} label="More actions" actions={rest} />
        </>
      )}
      {conversation && !isPhone && <TurnInto commands={turns} />}
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
      {contact?.email_problem && (
        <span class="tag late nowrap">
          {contact.email_problem === 'BOUNCED' ? 'Mail comes back' : 'Called it spam'}
        </span>
      )}
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
  const { name, choices } = useAssignees(conversation)
  if (!conversation.allowed_actions.includes('assign')) return name ? <span class="muted nowrap">{name}</span> : null
  return (
    <Menu
      id={ASSIGN_BUTTON}
      look="quiet"
      icon={UserRound}
      label={name ? `${firstName(name)}, assigned` : 'Assign'}
      actions={choices}
    >
      {name ? firstName(name) : 'Assign'}
    </Menu>
  )
}

const Snooze = ({ conversation, done }: { conversation: Conversation; done: () => void }) =>
  conversation.allowed_actions.includes('snooze') ? (
    <Menu id={SNOOZE_BUTTON} look="quiet" icon={Clock} label="Snooze" actions={snoozeChoices(conversation, done)} />
  ) : null

/** Everything in one sheet. */
function PhoneActions(props: Omit<ThreadSheetProps, 'close'>) {
  const isOpen = useSignal(false)
  const close = () => (isOpen.value = false)
  const { allowed_actions } = props.conversation
  if (props.actions.length === 0 && !allowed_actions.includes('assign')) return null
  return (
    <>
      <Button look="quiet" icon={Ellipsis} label="Actions" onClick={() => (isOpen.value = true)} />
      {isOpen.value && <ThreadSheet {...props} close={close} />}
    </>
  )
}
