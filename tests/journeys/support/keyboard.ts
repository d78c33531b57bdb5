import { expect } from 'vitest'
import type { Person } from './person.ts'

const TABS_MAX = 45

/** Where the focus is, as a person without a mouse needs it to be. */
interface Focus {
  what: string
  name: string
  isLost: boolean
  isSeen: boolean
  hasRing: boolean
}

/** Presses keys, and after each step sees that the focus is somewhere, in the window, uncovered and marked. */
export function keyboardOf(person: Person) {
  const { page } = person
  const keys = page.keyboard
  const focus = () => page.evaluate(focusNow)

  async function check(after: string): Promise<void> {
    await expect.poll(async () => problemOf(await focus()), { message: `after ${after}` }).toBe('')
  }
  return {
    focus,
    check,
    async press(...pressed: string[]): Promise<void> {
      for (const key of pressed) await keys.press(key)
      await check(pressed.join(' '))
    },
    async type(text: string): Promise<void> {
      await keys.type(text)
      await check(text)
    },
    /** Tabs on until something of that name has the focus. */
    async tabTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
      const passed: string[] = []
      for (let tabs = 0; tabs < TABS_MAX; tabs++) {
        await keys.press(key)
        await check(`${passed.at(-1)}, ${key}`)
        const now = await focus()
        if (typeof name === 'string' ? now.name === name : name.test(now.name)) return
        passed.push(now.name || now.what)
      }
      throw new Error(`${name} is not reached by ${key}: ${passed.join(' | ')}`)
    },
    /** The page, or the pane beside its list, has arrived: its heading has the focus. */
    async arrivesAt(heading: string | RegExp): Promise<void> {
      const words = typeof heading === 'string' ? new RegExp(`^${heading}$`) : heading
      await expect
        .poll(async () => (({ what, name }) => `${what}: ${name}`)(await focus()), { timeout: 15_000 })
        .toMatch(new RegExp(`^h[12]: ${words.source.replace(/^\^/, '')}`))
    },
  }
}

function problemOf({ what, name, isLost, isSeen, hasRing }: Focus): string {
  if (isLost) return 'the focus is lost'
  const where = `${what} ${name.slice(0, 60)}`
  return isSeen ? (hasRing ? '' : `no ring on ${where}`) : `covered or out of the window: ${where}`
}

function focusNow(): Focus {
  const at = document.activeElement
  if (!(at instanceof HTMLElement) || at === document.body) {
    return { what: 'body', name: '', isLost: true, isSeen: false, hasRing: false }
  }
  const label = (at as HTMLInputElement).labels?.[0]?.textContent
  const name = at.getAttribute('aria-label') ?? label ?? at.textContent ?? ''
  const box = (at.closest('.box') ?? at).getBoundingClientRect()
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 40)]
  const onTop = document.elementFromPoint(x, y)
  const ringed = [at, ...['.box', '.chip', 'tr', 'label'].map((around) => at.closest(around))]
  // What takes the focus by script only is read out, not ringed; the palette is its own frame.
  const needsNone = at.tabIndex < 0 || at.closest('.palette-input') !== null
  return {
    what: at.localName,
    name: name.replace(/\s+/g, ' ').trim(),
    isLost: false,
    isSeen: onTop !== null && (at.contains(onTop) || onTop.contains(at)),
    hasRing: needsNone || ringed.some((each) => each && getComputedStyle(each).outlineStyle !== 'none'),
  }
}
