import { Briefcase, ChevronDown, FilePen, FileText, type LucideIcon, ReceiptText, Sparkles } from 'lucide-preact'
import type { Conversation, Message } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { Menu } from '../../components/menu.tsx'
import { workWord } from '../../models/labels.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { askForWork } from '../../models/new-work.ts'
import type { Command } from '../../models/page-commands.ts'
import { may } from '../../models/permissions.ts'
import type { Seen } from '../../models/seen.ts'

function turn({ id, subject, snippet, contact, assigned_to }: Conversation): void {
  const detail: Seen = { name: 'convert.clicked', object: id, target_type: 'work_item' }
  dispatchEvent(new CustomEvent('seen', { detail }))
  askForWork({ title: subject || snippet, contact, conversation: { id, assigned_to } })
}

/** Opens what may be made of a message, beside its thread. */
export const suggest = (message: string, as = '') => go(withQuery(location.href, { suggest: message, as }))

export const isAsking = ({ direction, kind, internal, new_text }: Message) =>
  direction === 'INBOUND' && kind === 'MESSAGE' && !internal && new_text.trim() !== ''

const DRAFTS: [as: string, label: string, icon: LucideIcon, needs: string][] = [
  ['DRAFT_INVOICE', 'Draft invoice…', FileText, 'invoices.create'],
  ['DRAFT_QUOTE', 'Draft quote…', FilePen, 'quotes.create'],
  ['DRAFT_EXPENSE', 'Draft expense…', ReceiptText, 'expenses.create'],
]

/** What a conversation may be turned into: work at once, the rest as a draft of its newest message (`asking`) to be checked. */
export function turnCommands(conversation: Conversation | undefined, asking: string | undefined): Command[] {
  if (!conversation) return []
  const { id, version } = conversation
  const work = {
    id: `work ${id} ${version}`,
    label: `Turn into ${workWord()}`,
    icon: Briefcase,
    keys: 'w',
    run: () => turn(conversation),
  }
  return [
    ...(may('work_items.create') ? [work] : []),
    ...(asking === undefined || !may('ai_drafts.create') ? [] : suggestCommands(asking)),
  ]
}

const suggestCommands = (asking: string): Command[] => [
  { id: `suggest ${asking}`, label: 'Suggest…', icon: Sparkles, keys: 's', run: () => suggest(asking) },
  ...DRAFTS.filter(([, , , needs]) => may(needs)).map(([as, label, icon]) => ({
    id: `${as} ${asking}`,
    label,
    icon,
    run: () => suggest(asking, as),
  })),
]

/** One click makes work of it; the arrow has the rest. */
export function TurnInto({ commands }: { commands: readonly Command[] }) {
  const work = commands.find(({ keys }) => keys === 'w')
  const rest = commands.filter((command) => command !== work)
  return (
    <span class="inline tight turn-into">
      {work && (
        <Button icon={Briefcase} onClick={work.run}>
          {work.label}
        </Button>
      )}
      <Menu icon={ChevronDown} label="Turn into" actions={rest} />
    </span>
  )
}
