import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Plus, Tag } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { Item } from '../../../core/contract/items.ts'
import { Button } from '../../components/button.tsx'
import { ListFrame } from '../../components/list-frame.tsx'
import { FilterChips, NoneFits } from '../../components/list-page.tsx'
import type { ObjectAction } from '../../components/menu.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { RowMenu } from '../../components/settings-list.tsx'
import { Empty } from '../../components/states.tsx'
import { deleteLater, withoutHidden } from '../../models/delete-later.ts'
import { unitPrice } from '../../models/format.ts'
import { items } from '../../models/items.ts'
import { may } from '../../models/permissions.ts'
import { sentence } from '../../models/sentences.ts'
import { taxRatesQuery } from '../../models/tax-rates.ts'
import { showToast, showUndo } from '../../models/toasts.ts'
import { usePages } from '../../models/use-pages.ts'
import { ItemDialog } from './item-dialog.tsx'

const STATUSES = [
  { value: '', label: 'In use' },
  { value: 'ARCHIVED', label: 'Archived' },
]

export function ItemSettings() {
  const { url, query } = useLocation()
  const { status = '', q = '' } = query
  const pages = usePages(items.pages({ status, q }))
  const rows = pages.rows && withoutHidden(pages.rows)
  const rates = useQuery(taxRatesQuery)
  const open = useSignal<Item | 'new' | null>(null)
  const add = may('items.create') && (
    <Button icon={Plus} onClick={() => (open.value = 'new')}>
      Add item
    </Button>
  )
  return (
    <SettingsCard
      title="Price list"
      lead={`What you sell again and again. The first letters of it fill a line of an invoice.${
        may('items.create') ? '' : ' Owners, admins and staff can change it.'
      }`}
      action={add}
    >
      <Filters url={url} status={status} q={q} />
      <ListFrame pages={{ ...pages, rows }} what="the price list" flat empty={<NoItems status={status} q={q} />}>
        <ul>
          {rows?.map((item) => (
            <ItemRow key={item.id} item={item} edit={() => (open.value = item)} />
          ))}
        </ul>
      </ListFrame>
      {open.value && !rates.isPending && (
        <ItemDialog
          item={open.value === 'new' ? null : open.value}
          rates={rates.data ?? []}
          close={() => (open.value = null)}
        />
      )}
    </SettingsCard>
  )
}

const Filters = ({ url, status, q }: { url: string; status: string; q: string }) => (
  <div class="filters">
    <FilterChips name="status" choices={STATUSES} />
    <SearchField key={status} url={url} q={q} label="Search the price list" />
  </div>
)

function NoItems({ status, q }: { status: string; q: string }) {
  if (!status && !q) {
    return (
      <Empty icon={Tag} title="Nothing on the price list yet">
        A name and a price are enough. What you wrote on invoices before is offered without it.
      </Empty>
    )
  }
  return q ? (
    <NoneFits title="No item fits" text="Try the first letters of a word of its name." />
  ) : (
    <NoneFits title="Nothing is archived" text="What you archive is kept here, and offered to nobody." />
  )
}

function ItemRow({ item, edit }: { item: Item; edit: () => void }) {
  const archived = item.status === 'ARCHIVED'
  const remove = () => deleteLater(item.id, `${item.name} was deleted`, () => items.remove(item.id))
  const actions: ObjectAction[] = [
    { label: 'Edit', needs: 'update', run: edit },
    {
      label: archived ? 'Restore' : 'Archive',
      needs: 'update',
      run: () => void setStatus(item, archived ? 'ACTIVE' : 'ARCHIVED'),
    },
    { label: 'Delete', needs: 'delete', danger: true, run: remove },
  ]
  return (
    <li class="row bare">
      <span class="stack none grow">
        <span class="strong ellipsis">{item.name}</span>
        {item.description && <span class="small muted ellipsis">{item.description}</span>}
      </span>
      <span class="stack none number">
        <span class="nowrap">{unitPrice(item)}</span>
        {item.tax_name && <span class="small muted nowrap">{item.tax_name}</span>}
      </span>
      <RowMenu name={item.name} of={item} actions={actions} />
    </li>
  )
}

/** At once, and taken back as quickly. */
async function setStatus(item: Item, status: Item['status']): Promise<void> {
  try {
    const saved = await items.update(item, { status })
    const words = status === 'ARCHIVED' ? 'archived' : 'restored'
    showUndo(`${item.name} was ${words}`, () => void setStatus(saved, item.status))
  } catch (error) {
    showToast({ text: `Not saved. ${sentence(error)}`, kind: 'failed' })
  }
}
