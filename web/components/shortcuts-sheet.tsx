import { shortcutsSheetOpen } from '../models/dialogs.ts'
import { pageCommands } from '../models/page-commands.ts'
import { shortcutGroups } from '../models/shortcuts.ts'
import { shortcutsOn, switchShortcuts } from '../models/theme.ts'
import { isOpen } from '../places.ts'
import { Check } from './check.tsx'
import { PlainDialog } from './dialog.tsx'

export default function ShortcutsSheet() {
  return (
    <PlainDialog title="Keyboard shortcuts" onClose={() => (shortcutsSheetOpen.value = false)}>
      <div class="stack">
        {[...ofThisPage(), ...shortcutGroups].map((group) => (
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

/** What the keys do with the thing that is open. */
function ofThisPage(): typeof shortcutGroups {
  const { title = '', commands = [] } = pageCommands.value ?? {}
  const shortcuts = commands.flatMap(({ keys, label, run }) => (keys ? [{ keys, label, run }] : []))
  return shortcuts.length > 0 ? [{ title, shortcuts }] : []
}
