import { signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'
export const theme = signal<Theme>((stored('theme') as Theme | null) ?? 'system')
/** Single-letter shortcuts; WCAG 2.1.4 wants a way to switch them off. */
export const shortcutsOn = signal(stored('shortcuts') !== 'off')

export function chooseTheme(next: Theme): void {
  theme.value = next
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  store('theme', next === 'system' ? null : next)
}

export function switchShortcuts(on: boolean): void {
  shortcutsOn.value = on
  store('shortcuts', on ? null : 'off')
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function store(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is closed.
  }
}
