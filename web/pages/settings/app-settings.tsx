import { Button, LinkButton } from '../../components/button.tsx'
import { Check } from '../../components/check.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { shortcutsSheetOpen } from '../../models/dialogs.ts'
import { may } from '../../models/permissions.ts'
import { chooseTheme, shortcutsOn, switchShortcuts, type Theme, theme } from '../../models/theme.ts'

const THEMES: [Theme, string][] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

/** What belongs to this browser, not to the business. */
export const AppSettings = () => (
  <>
    <SettingsCard title="Theme">
      <fieldset class="inline wrap">
        <legend class="visually-hidden">Theme</legend>
        {THEMES.map(([value, label]) => (
          <button
            key={value}
            type="button"
            class={`chip${theme.value === value ? ' on' : ''}`}
            aria-pressed={theme.value === value}
            onClick={() => chooseTheme(value)}
          >
            {label}
          </button>
        ))}
      </fieldset>
    </SettingsCard>
    <SettingsCard
      title="Keyboard"
      action={<Button onClick={() => (shortcutsSheetOpen.value = true)}>Show shortcuts</Button>}
    >
      <Check label="Single letters act as shortcuts" isSwitch checked={shortcutsOn.value} onChange={switchShortcuts} />
    </SettingsCard>
    {may('reviews.read') && (
      <SettingsCard
        title="For reviewers of SMB Hub"
        lead="What businesses have sent to review, where their owners let you."
        action={<LinkButton href="/ops">Open the review queue</LinkButton>}
      />
    )}
    <SettingsCard title="For programs">
      <p class="small">
        What the app does, a program may do as well: {/* Not a page of the app. */}
        <a href="/docs/api" target="_blank" rel="noopener">
          the API, page by page
        </a>
      </p>
    </SettingsCard>
  </>
)
