import { useSignal } from '@preact/signals'
import { Clock, type LucideIcon, UserRound } from 'lucide-preact'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { Sheet } from '../../components/dialog.tsx'
import { Icon } from '../../components/icon.tsx'
import type { MenuAction } from '../../components/menu.tsx'
import type { Command } from '../../models/page-commands.ts'
import { snoozeChoices, useAssignees } from './choices.ts'

export interface ThreadSheetProps {
  conversation: Conversation
  actions: readonly Command[]
  done: () => void
  close: () => void
}

/** All that may be done with a conversation on a phone, in one place. */
export default function ThreadSheet({ conversation, actions, done, close }: ThreadSheetProps) {
  const { name, choices } = useAssignees(conversation)
  const asked = useSignal<{ title: string; choices: readonly MenuAction[] } | null>(null)
  const may = (verb: string) => conversation.allowed_actions.includes(verb)
  const then = (run: () => void) => () => {
    close()
    run()
  }
  if (asked.value)
    return (
      <Sheet key={asked.value.title} title={asked.value.title} onClose={close}>
        {asked.value.choices.map(({ label, run }) => (
          <Choice key={label} label={label} run={then(run)} />
        ))}
      </Sheet>
    )
  return (
    <Sheet title="Actions" onClose={close}>
      {actions.map(({ id, label, icon, run }) => (
        <Choice key={id} icon={icon} label={label} run={then(run)} />
      ))}
      {may('assign') && (
        <Choice
          icon={UserRound}
          label={name ? `Assigned to ${name}` : 'Assign'}
          run={() => (asked.value = { title: 'Assign to', choices })}
        />
      )}
      {may('snooze') && (
        <Choice
          icon={Clock}
          label="Snooze"
          run={() => (asked.value = { title: 'Snooze until', choices: snoozeChoices(conversation, done) })}
        />
      )}
    </Sheet>
  )
}

const Choice = ({ icon, label, run }: { icon?: LucideIcon; label: string; run: () => void }) => (
  <button type="button" class="row" onClick={run}>
    {icon && <Icon of={icon} size="large" />}
    {label}
  </button>
)
