const BYTES_MAX = 255
const READ_MAX = 1_000
/** Controls, and marks that make a name read in another order than it has, so that `gpj.exe` does not read as a picture. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu
/** What a path or a shell could be made of, on any system. */
const FORBIDDEN = /[<>:"|?*]/g
const ENDS = /^[\s.]+|[\s.]+$/g
const NAMELESS = 'file'

/** The name of a file as it is kept and shown. */
export const fileName = (written: string): string => inertFileName(written) ?? NAMELESS

/** A name without folders, invisible signs and what systems refuse, short enough for each of them; null where nothing is left (EM9). */
export function inertFileName(written: string | null): string | null {
  const text = (written ?? '').slice(-READ_MAX).toWellFormed()
  const last = text.replace(INVISIBLE, '').normalize('NFC').split(/[\\/]/).at(-1)!
  const plain = last.replace(FORBIDDEN, '_').replace(/\s+/g, ' ').replace(ENDS, '')
  return shorten(plain).replace(ENDS, '') || null
}

/** Cut before its ending, which says what it is. */
function shorten(name: string): string {
  if (bytesOf(name) <= BYTES_MAX) return name
  const ending = /\.[^.]{1,16}$/.exec(name)?.[0] ?? ''
  const stem = [...name.slice(0, name.length - ending.length)]
  while (bytesOf(stem.join('') + ending) > BYTES_MAX) stem.pop()
  return stem.join('') + ending
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length
