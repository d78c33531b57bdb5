import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Calendar, CircleDot, Flag, UserRound } from 'lucide-preact'
import { DueField } from '../../components/due-field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu, type MenuAction } from '../../components/menu.tsx'
import { dayInFull, dueChoices, dueInFull, dueOf, NOT_UNDERSTOOD, wireDue } from '../../models/due-words.ts'
import { useForm } from '../../models/form.ts'
import { membersQuery } from '../../models/team.ts'
import {
  assignWork,
  choicesOf,
  movesOf,
  moveWork,
  PRIORITY_LABELS,
  STATUS_LABELS,
  saveWork,
  setWork,
  type WorkItem,
} from '../../models/work-items.ts'
import { isLate, Status } from './rows.tsx'

/** Each opens its menu by a key. */
export const BUTTONS = [
  { id: 'work-status', label: 'Status', keys: 's', icon: CircleDot, needs: '' },
  { id: 'work-priority', label: 'Priority', keys: 'p', icon: Flag, needs: '' },
  { id: 'work-due', label: 'Due date', keys: 'd', icon: Calendar, needs: '' },
  { id: 'work-assign', label: 'Assign', keys: 'a', icon: UserRound, needs: 'assign' },
] as const

/** How it stands, how much it presses, until when, and who does it: each a button with its choices. */
export function Properties({ item }: { item: WorkItem }) {
  const can = (action: string) => item.allowed_actions.includes(action)
  return (
    <div class="inline wrap work-properties">
      <Property
        id="work-status"
        label={`Status: ${STATUS_LABELS[item.status]}`}
        actions={movesOf(item).map((to) => ({ label: STATUS_LABELS[to], run: () => void moveWork(item, to) }))}
      >
        <Status status={item.status} />
      </Property>
      <Property
        id="work-priority"
        label={`Priority: ${PRIORITY_LABELS[item.priority]}`}
        actions={can('update') ? prioritiesFor(item) : []}
      >
        <Icon of={Flag} /> {PRIORITY_LABELS[item.priority]}
      </Property>
      <Due item={item} canEdit={can('update')} />
      <Assign item={item} canAssign={can('assign')} />
    </div>
  )
}

function Property({
  id,
  label,
  actions,
  children,
}: {
  id: string
  label: string
  actions: readonly MenuAction[]
  // biome-ignore lint/suspicious/noExplicitAny: whatever a button may hold
  children: any
}) {
  if (actions.length === 0) return <span class="inline small">{children}</span>
  return (
    <Menu id={id} look="quiet" label={label} actions={actions}>
      {children}
    </Menu>
  )
}

const prioritiesFor = (item: WorkItem): MenuAction[] =>
  choicesOf(PRIORITY_LABELS)
    .filter(({ value }) => value !== item.priority)
    .map(({ value, label }) => ({
      label,
      run: () => void setWork(item, 'priority', value as WorkItem['priority'], `Priority ${label.toLowerCase()}`),
    }))

function Due({ item, canEdit }: { item: WorkItem; canEdit: boolean }) {
  const isAsking = useSignal(false)
  const set = (day: string | null, words: string) => () => void setWork(item, 'due_at', day, words)
  const actions = [
    ...dueChoices().map(({ label, day }) => ({ label, run: set(day, `Due ${label}`) })),
    { label: 'Another day…', run: () => (isAsking.value = true) },
    ...(item.due_at === null ? [] : [{ label: 'No due date', run: set(null, 'No due date') }]),
  ]
  return (
    <>
      <Property id="work-due" label={dueInFull(item)} actions={canEdit ? actions : []}>
        <span class={`inline${isLate(item) ? ' bad' : ''}`}>
          <Icon of={Calendar} /> {dueInFull(item)}
        </span>
      </Property>
      {isAsking.value && <DueDialog item={item} close={() => (isAsking.value = false)} />}
    </>
  )
}

function DueDialog({ item, close }: { item: WorkItem; close: () => void }) {
  const form = useForm({ due: '' })
  const due = dueOf(form.values.due)
  const submit = async () => {
    const done = await form.send({ due: !due && NOT_UNDERSTOOD }, () =>
      saveWork(item, { due_at: wireDue(due!), override_warnings: true }),
    )
    if (done) close()
  }
  return (
    <FormDialog title="Due" form={form} submit={submit} close={close} verb={due ? `Due ${dayInFull(due.day)}` : 'Save'}>
      <DueField {...form.text('due')} autoFocus />
    </FormDialog>
  )
}

function Assign({ item, canAssign }: { item: WorkItem; canAssign: boolean }) {
  const members = useQuery(membersQuery).data ?? []
  const name = members.find(({ user_id }) => user_id === item.assigned_to)?.name
  const give = (to: string | null, words: string) => () => void assignWork(item, to, words)
  const actions = [
    ...members
      .filter(({ user_id }) => user_id !== item.assigned_to)
      .toSorted((one, other) => Number(other.is_me) - Number(one.is_me))
      .map((each) => ({
        label: each.is_me ? `${each.name} (you)` : each.name,
        run: give(each.user_id, each.is_me ? 'Assigned to you' : `Assigned to ${each.name}`),
      })),
    ...(item.assigned_to === null ? [] : [{ label: 'Nobody', run: give(null, 'Assigned to nobody') }]),
  ]
  return (
    <Property id="work-assign" label={name ? `Assigned to ${name}` : 'Assign'} actions={canAssign ? actions : []}>
      <Icon of={UserRound} /> {name ?? 'Unassigned'}
    </Property>
  )
}
