import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
/** A browser of the Chromium family on this machine; null when there is none. */
export function findChromium(): string | null {
  return [process.env.CHROMIUM_PATH ?? '', ...PLACES].find((place) => place && existsSync(place)) ?? null
}
