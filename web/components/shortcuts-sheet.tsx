import { shortcutsSheetOpen } from '../models/dialogs.ts'
import { workWord } from '../models/labels.ts'
import { pageCommands } from '../models/page-commands.ts'
import { places, rest } from '../models/shortcuts.ts'
import { shortcutsOn, switchShortcuts } from '../models/theme.ts'
import { CREATIONS, isOpen, LINKS } from '../places.ts'
import { Check } from './check.tsx'
import { PlainDialog } from './dialog.tsx'

export default function ShortcutsSheet() {
  return (
    <PlainDialog title="Keyboard shortcuts" onClose={() => (shortcutsSheetOpen.value = false)}>
      <div class="stack">
        {[...ofThisPage(), ...everywhere()].map((group) => (
          <section key={group.title}>
            <h3 class="meta muted normal">{group.title}</h3>
            {group.shortcuts.filter(isOpen).map((shortcut) => (
              <p class="inline" key={shortcut.keys}>
                <span class="grow">{shortcut.label}</span>
                <kbd>{shortcut.keys}</kbd>
              </p>
            ))}
          </section>
        ))}
        <p class="inline">
          <span class="grow">Search or do, also while typing</span>
          <kbd>Ctrl K</kbd>
        </p>
        <p class="inline">
          <span class="grow">Send what is being written</span>
          <kbd>Ctrl Enter</kbd>
        </p>
        <Check
          label="Single letters act as shortcuts"
          isSwitch
          checked={shortcutsOn.value}
          onChange={switchShortcuts}
        />
      </div>
    </PlainDialog>
  )
}

interface Group {
  title: string
  shortcuts: readonly { keys: string; label: string; needs?: string | undefined }[]
}

/** The keys of models/shortcuts.ts, in words. */
const everywhere = (): Group[] => [
  { title: 'Go to', shortcuts: places.map((one, at) => ({ ...one, label: `Go to ${LINKS[at]?.label}` })) },
  { title: 'Create', shortcuts: CREATIONS },
  {
    title: 'Everywhere',
    shortcuts: rest.map((one) => ({ ...one, label: WORDS[one.keys]?.() ?? '' })),
  },
]

const WORDS: Readonly<Record<string, () => string>> = {
  w: () => `New ${workWord()}, wherever you are`,
  '/': () => 'Search',
  j: () => 'Next in the list',
  k: () => 'Previous in the list',
  z: () => 'Undo',
  '?': () => 'Show these shortcuts',
}

/** What the keys do with the thing that is open. */
function ofThisPage(): Group[] {
  const { title = '', commands = [] } = pageCommands.value ?? {}
  const shortcuts = commands.flatMap(({ keys, label }) => (keys ? [{ keys, label }] : []))
  return shortcuts.length > 0 ? [{ title, shortcuts }] : []
}
