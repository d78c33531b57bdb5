import { signal } from '@preact/signals'

/** Open modal dialogs, outermost first: toasts live in the topmost one, because everything below it is inert. */
export const openDialogs = signal<readonly number[]>([])
let last = 0

export function dialogOpened(): number {
  last += 1
  openDialogs.value = [...openDialogs.value, last]
  return last
}

export function dialogClosed(id: number): void {
  openDialogs.value = openDialogs.value.filter((open) => open !== id)
}

export const paletteOpen = signal(false)
export const shortcutsSheetOpen = signal(false)
export const createSheetOpen = signal(false)
export const moreSheetOpen = signal(false)
export const newBusinessOpen = signal(false)
