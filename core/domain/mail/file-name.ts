const BYTES_MAX = 255
const READ_MAX = 1_000

// Control characters, and marks that make a name read in another order than it has.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu
// What a path or a shell could be made of, on any system.
const FORBIDDEN = /[<>:"|?*]+/g

/** The last part of a stranger's file name, with nothing in it that acts or deceives; null where nothing is left (EM9). */
export function inertFileName(written: string | null): string | null {
  const name = (written ?? '')
    .slice(-READ_MAX)
    .toWellFormed()
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .split(/[/\\]/)
    .at(-1)
    ?.replace(FORBIDDEN, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  return name ? shortened(name) : null
}

/** At most 255 bytes, as file systems have it; the ending stays. */
function shortened(name: string): string {
  if (bytesOf(name) <= BYTES_MAX) return name
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  let kept = ''
  for (const letter of name.slice(0, name.length - ending.length)) {
    if (bytesOf(kept + letter + ending) > BYTES_MAX) break
    kept += letter
  }
  return kept + ending
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length
