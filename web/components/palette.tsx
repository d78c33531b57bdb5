import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { FilePen, FileText, Plus, Search, User } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import '../styles/palette.css'
import { contacts } from '../models/contacts.ts'
import { paletteOpen } from '../models/dialogs.ts'
import { money } from '../models/format.ts'
import { invoices } from '../models/invoices.ts'
import { go } from '../models/navigation.ts'
import { type Command, pageCommands } from '../models/page-commands.ts'
import { findMatch } from '../models/palette.ts'
import { may } from '../models/permissions.ts'
import { quotes } from '../models/quotes.ts'
import { useDebounced } from '../models/use-debounced.ts'
import { MORE_CREATIONS, VIEWS } from '../place-views.ts'
import { CREATIONS, isOpen, LINKS } from '../places.ts'
import { Modal } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { DocumentPill } from './pill.tsx'

interface Entry extends Command {
  group: string
  status?: string
  detail?: string
  amount?: string
}

const SEARCH_AFTER_MS = 120

export default function Palette() {
  const typed = useSignal('')
  const active = useSignal(0)
  const list = useRef<HTMLDivElement>(null)
  const entries = useEntries(typed.value)
  const at = Math.min(active.value, Math.max(entries.length - 1, 0))
  const close = () => (paletteOpen.value = false)
  const choose = (entry: Entry | undefined) => {
    if (!entry) return
    close()
    entry.run()
  }
  const keyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') choose(entries[at])
    else if (step && entries.length) active.value = (at + step + entries.length) % entries.length
    else return
    event.preventDefault()
  }
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <Modal kind="palette" label="Search or do" onClose={close}>
      <div class="palette-input">
        <Icon of={Search} size="large" />
        <input
          class="grow"
          role="combobox"
          aria-label="Search or do"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={entries[at] && `palette-${at}`}
          placeholder="Search or do"
          autocomplete="off"
          autofocus
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            active.value = 0
          }}
          onKeyDown={keyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div class="palette-list" id="palette-list" ref={list} role="listbox" aria-label="Results">
        {entries.map((entry, index) => (
          <Row
            key={entry.id}
            entry={entry}
            id={`palette-${index}`}
            typed={typed.value}
            selected={index === at}
            heading={heading(entries, index)}
            choose={() => choose(entry)}
          />
        ))}
        {entries.length === 0 && <p class="palette-none muted">Nothing found for “{typed.value}”</p>}
      </div>
      <Foot />
    </Modal>
  )
}

const Foot = () => (
  <footer class="palette-foot meta muted">
    <span>
      <kbd>↑</kbd> <kbd>↓</kbd> choose
    </span>
    <span>
      <kbd>Enter</kbd> do it
    </span>
    <span class="grow" />
    <span>Shortcuts can be turned off in Settings</span>
  </footer>
)

const heading = (entries: readonly Entry[], index: number) =>
  entries[index - 1]?.group === entries[index]?.group ? null : (entries[index]?.group ?? null)

const creations = (): Command[] =>
  [...CREATIONS, ...MORE_CREATIONS].filter(isOpen).map((creation) => ({
    id: creation.href,
    label: creation.label,
    icon: Plus,
    ...('keys' in creation ? { keys: creation.keys } : {}),
    run: () => go(creation.href),
  }))

const placesToGo = (): Command[] =>
  LINKS.filter(isOpen).flatMap(({ label, icon, keys, href }) => [
    { id: href, label, icon, keys, run: () => go(href) },
    ...(VIEWS[href] ?? [])
      .filter(isOpen)
      .map((view) => ({ id: view.href, label: view.label, icon: view.icon ?? icon, run: () => go(view.href) })),
  ])

/** Actions of what is open, then Create, objects, places. */
function useEntries(typed: string): Entry[] {
  const searched = useDebounced(typed.trim(), SEARCH_AFTER_MS)
  const foundInvoices =
    useQuery({ ...invoices.search({ q: searched, limit: 5 }), enabled: searched !== '' && may('invoices.read') })
      .data ?? []
  const foundQuotes =
    useQuery({ ...quotes.search({ q: searched, limit: 5 }), enabled: searched !== '' && may('quotes.read') }).data ?? []
  const foundContacts = useQuery({ ...contacts.search({ q: searched, limit: 8 }), enabled: searched !== '' }).data ?? []
  const open = pageCommands.value
  const matching = (group: string, commands: readonly Command[]): Entry[] =>
    commands.filter((command) => findMatch(command.label, typed)).map((command) => ({ ...command, group }))
  const found: Entry[] = !typed.trim()
    ? []
    : [
        ...foundInvoices.map((invoice) => ({
          id: invoice.id,
          group: 'Invoices',
          label: invoice.invoice_number ?? 'Draft',
          detail: invoice.contact.display_name,
          status: invoice.status,
          amount: money(invoice.total, invoice.currency),
          icon: FileText,
          run: () => go(`/invoices/${invoice.id}`),
        })),
        ...foundQuotes.map((quote) => ({
          id: quote.id,
          group: 'Quotes',
          label: quote.quote_number ?? 'Draft',
          detail: quote.contact.display_name,
          status: quote.status,
          amount: money(quote.accepted_total ?? quote.total, quote.currency),
          icon: FilePen,
          run: () => go(`/quotes/${quote.id}`),
        })),
        ...foundContacts.map((contact) => ({
          id: contact.id,
          group: 'Contacts',
          label: contact.display_name,
          detail: contact.email ?? contact.phone ?? '',
          icon: User,
          run: () => go(`/contacts/${contact.id}`),
        })),
      ]
  return [
    ...(open ? matching(open.title, open.commands) : []),
    ...matching('Create', creations()),
    ...found,
    ...matching('Go to', placesToGo()),
  ]
}

function Row({
  entry,
  id,
  typed,
  selected,
  heading,
  choose,
}: {
  entry: Entry
  id: string
  typed: string
  selected: boolean
  heading: string | null
  choose: () => void
}) {
  return (
    <>
      {heading && (
        <div class="menu-heading" role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field that keeps the focus */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant points here */}
      <div
        id={id}
        role="option"
        class="menu-item"
        aria-selected={selected}
        onMouseDown={(event) => event.preventDefault()}
        onClick={choose}
      >
        <Icon of={entry.icon} />
        <Marked label={entry.label} typed={typed} strong={entry.status !== undefined} />
        {entry.detail && <span class="muted ellipsis">{entry.detail}</span>}
        <span class="grow" />
        {entry.status && <DocumentPill status={entry.status} />}
        {entry.amount && <span class="number palette-amount">{entry.amount}</span>}
        {entry.keys && <kbd>{entry.keys}</kbd>}
      </div>
    </>
  )
}

function Marked({ label, typed, strong }: { label: string; typed: string; strong: boolean }) {
  const match = findMatch(label, typed)
  if (!match || match.end === 0 || strong) return <span class={strong ? 'strong' : undefined}>{label}</span>
  return (
    <span>
      {label.slice(0, match.start)}
      <b>{label.slice(match.start, match.end)}</b>
      {label.slice(match.end)}
    </span>
  )
}
