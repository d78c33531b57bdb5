import { READER } from './place.ts'

/** Nothing came for so long: the connection is gone, whatever the device says. */
const SILENCE_MS = 30_000
/** What the two large parts have together, unpacked, as nearly as a share needs. */
const BYTES = 6_850_000
const LANGUAGE_FILE = 'eng.traineddata.gz'

/** As its library asks which of its builds runs here: the smallest program that needs it. */
const SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]
const RELAXED = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15,
  253, 128, 2, 11,
]
const runs = (program: number[]) => WebAssembly.validate(new Uint8Array(program))

function coreFile(): string {
  const build = runs(RELAXED) ? '-relaxedsimd' : runs(SIMD) ? '-simd' : ''
  return `${READER}tesseract-core${build}-lstm.wasm.js`
}

/**
 * Has the large parts of the reader come, one after the other, however slow the connection is: the browser keeps each for good, so
 * that what has come once does not come again. Answers where its core is. `told`: how much is there, of one.
 */
export async function bringReader(told: (share: number) => void): Promise<string> {
  const core = coreFile()
  let bytes = 0
  for (const path of [core, READER + LANGUAGE_FILE])
    await bring(path, (more) => {
      bytes += more
      told(Math.min(1, bytes / BYTES))
    })
  return core
}

async function bring(path: string, came: (bytes: number) => void): Promise<void> {
  const stop = new AbortController()
  let timer = setTimeout(() => stop.abort(), SILENCE_MS)
  try {
    const response = await fetch(path, { signal: stop.signal })
    if (!response.ok) throw new Error('The reader is not there')
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      clearTimeout(timer)
      timer = setTimeout(() => stop.abort(), SILENCE_MS)
      came(part.value.length)
    }
  } finally {
    clearTimeout(timer)
  }
}
