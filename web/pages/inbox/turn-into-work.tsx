import { Briefcase } from 'lucide-preact'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { workWord } from '../../models/labels.ts'
import { askForWork } from '../../models/new-work.ts'
import type { Command } from '../../models/page-commands.ts'
import { may } from '../../models/permissions.ts'
import type { Seen } from '../../models/seen.ts'

function turn({ id, subject, snippet, contact, assigned_to }: Conversation): void {
  const detail: Seen = { name: 'convert.clicked', object: id, target_type: 'work_item' }
  dispatchEvent(new CustomEvent('seen', { detail }))
  askForWork({ title: subject || snippet, contact, conversation: { id, assigned_to } })
}

/** Asks for the work that a conversation is about, with what it says of it. */
export const turnCommands = (conversation: Conversation | undefined): Command[] =>
  conversation && may('work_items.create')
    ? [
        {
          id: `work ${conversation.id} ${conversation.version}`,
          label: `Turn into ${workWord()}`,
          icon: Briefcase,
          keys: 'w',
          run: () => turn(conversation),
        },
      ]
    : []

export const TurnIntoWork = ({ conversation }: { conversation: Conversation }) =>
  may('work_items.create') ? (
    <Button icon={Briefcase} onClick={() => turn(conversation)}>
      Turn into {workWord()}
    </Button>
  ) : null
