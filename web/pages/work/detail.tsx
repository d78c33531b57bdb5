import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Check as CheckIcon, ChevronLeft, Ellipsis, Sparkles, Trash2, X } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { FilesCard } from '../../components/files-card.tsx'
import { Icon } from '../../components/icon.tsx'
import { InlineEdit } from '../../components/inline-edit.tsx'
import { Menu } from '../../components/menu.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { hidden } from '../../models/delete-later.ts'
import { labels, workWord, workWords } from '../../models/labels.ts'
import { go } from '../../models/navigation.ts'
import { pageTitle } from '../../models/page-title.ts'
import { may } from '../../models/permissions.ts'
import { fieldErrors, sentence } from '../../models/sentences.ts'
import { membersQuery } from '../../models/team.ts'
import { usePageCommands } from '../../models/use-page-commands.ts'
import { workEntries } from '../../models/work-activity.ts'
import {
  deleteWork,
  moveWork,
  saveWork,
  TYPE_LABELS,
  type WorkItem,
  workItems,
  workTimeline,
} from '../../models/work-items.ts'
import { Checklist } from './checklist.tsx'
import { ContactDialog } from './contact-dialog.tsx'
import { convertTo, Drafts, draftFromNotes, draftsOf, type Target } from './drafts.tsx'
import { ExtraFacts } from './extra-facts.tsx'
import { Linked } from './linked.tsx'
import { NoteComposer } from './note-composer.tsx'
import { BUTTONS, Properties } from './properties.tsx'
import { Title } from './title.tsx'
import { workUrl } from './use-work.ts'

/** One piece of work: what it is, how it stands, what belongs to it and what happened. */
export function Detail({ id }: { id: string }) {
  const { url } = useLocation()
  const asked = useQuery(workItems.one(id))
  const item = asked.data
  const isGone = hidden.value.has(id)
  useEffect(() => {
    if (isGone) go(workUrl(url), true)
  }, [isGone])
  return (
    <section class="pane work-detail" aria-label={labels.value.work_item}>
      {item ? (
        <Item item={item} back={workUrl(url)} />
      ) : (
        <>
          <header class="pane-header">
            <Back href={workUrl(url)} />
          </header>
          {asked.error ? (
            <Problem error={asked.error} what={`this ${workWord()}`} retry={() => void asked.refetch()} />
          ) : (
            <SkeletonRows count={3} />
          )}
        </>
      )}
    </section>
  )
}

const Back = ({ href }: { href: string }) => (
  <a class="button quiet square only-phone" href={href} aria-label={`Back to ${workWords()}`}>
    <Icon of={ChevronLeft} size="large" />
  </a>
)

function Item({ item, back }: { item: WorkItem; back: string }) {
  const asks = useSignal<'contact' | Target | null>(null)
  const can = (action: string) => item.allowed_actions.includes(action)
  const why = asks.value
  const drafts = draftsOf(item, (target) => (asks.value = target))
  const menu = useActions(item, back, drafts)
  useEffect(() => {
    pageTitle.value = item.title
    return () => {
      pageTitle.value = labels.value.work_item_plural
    }
  }, [item.title])
  return (
    <>
      <header class="pane-header">
        <Back href={back} />
        <span class="grow">
          <span class="tag">{TYPE_LABELS[item.type]}</span>
        </span>
        <Menu look="quiet" icon={Ellipsis} label="More actions" actions={menu} />
        <Drafts item={item} drafts={drafts} />
      </header>
      <div class="pane-body work-body">
        <Title item={item} />
        <Properties item={item} />
        <Description item={item} />
        <ExtraFacts item={item} />
        <Linked item={item} choose={can('update') ? () => (asks.value = 'contact') : undefined} />
        <Checklist item={item} />
        <FilesCard of={{ linked_entity_type: 'WORK_ITEM', linked_entity_id: item.id }} />
        <Activity item={item} />
      </div>
      {can('add_note') && <NoteComposer item={item} />}
      {why && (
        <ContactDialog
          item={item}
          why={why}
          close={() => (asks.value = null)}
          done={() => why !== 'contact' && void convertTo(item.id, why)}
        />
      )}
    </>
  )
}

/** What may be done with it: by button, by key and in the palette. */
function useActions(item: WorkItem, back: string, { quote, invoice }: ReturnType<typeof draftsOf>) {
  const { id, version, allowed_actions } = item
  const can = (action: string) => allowed_actions.includes(action)
  const named = (verb: string) => `${verb} ${id} ${version}`
  const press = (button: string, label: string, keys: string, icon = CheckIcon) => ({
    id: `${button} ${id}`,
    label,
    keys,
    icon,
    run: () => document.getElementById(button)?.click(),
  })
  const menu = [
    ...(quote ? [quote] : []),
    ...(may('ai_drafts.create')
      ? [{ id: named('suggest'), label: 'Draft from notes…', icon: Sparkles, run: () => void draftFromNotes(id) }]
      : []),
    ...(can('complete')
      ? [{ id: named('done'), label: 'Done', icon: CheckIcon, keys: 'e', run: () => void moveWork(item, 'DONE') }]
      : []),
    ...(can('cancel')
      ? [{ id: named('cancel'), label: 'Cancel', icon: X, run: () => void moveWork(item, 'CANCELED') }]
      : []),
    ...(can('delete')
      ? [
          {
            id: named('delete'),
            label: 'Delete',
            icon: Trash2,
            danger: true,
            run: () => {
              deleteWork(item)
              go(back)
            },
          },
        ]
      : []),
  ]
  usePageCommands({
    title: item.title,
    commands: [
      ...(can('update')
        ? BUTTONS.filter(({ needs }) => !needs || can(needs)).map(({ id: button, label, keys, icon }) =>
            press(button, label, keys, icon),
          )
        : []),
      ...(invoice ? [invoice] : []),
      ...menu,
    ],
  })
  return menu
}

function Description({ item }: { item: WorkItem }) {
  const error = useSignal('')
  const save = async (description: string) => {
    try {
      await saveWork(item, { description })
      error.value = ''
      return true
    } catch (refused) {
      error.value = fieldErrors(refused).description ?? sentence(refused)
      return false
    }
  }
  return (
    <div class="work-notes">
      <InlineEdit
        name="Notes"
        value={item.description ?? ''}
        canEdit={item.allowed_actions.includes('update')}
        multiline
        save={save}
        error={error.value || undefined}
      />
    </div>
  )
}

function Activity({ item }: { item: WorkItem }) {
  const asked = useQuery(workTimeline(item.id))
  const members = useQuery(membersQuery).data ?? []
  const nameOf = (id: string) => members.find(({ user_id }) => user_id === id)?.name ?? 'somebody'
  return (
    <section aria-labelledby="activity">
      <h2 class="section-title" id="activity">
        Activity
      </h2>
      {asked.error && !asked.data ? (
        <Problem error={asked.error} what="the activity" retry={() => void asked.refetch()} />
      ) : (
        <Timeline label="Activity" entries={workEntries(asked.data ?? [], nameOf)} />
      )}
    </section>
  )
}
