const BYTES_MAX = 255
/** Controls, and the marks that write backward, so that `gpj.exe` does not read as a picture. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu
const NAMELESS = 'file'

/** The name of a file as it is kept and shown: without folders, invisible signs and what systems refuse, and short enough for each of them (EM9). */
export function fileName(name: string): string {
  const last = name.replace(INVISIBLE, '').split(/[\\/]/).at(-1)!
  const plain = last.replace(/[<>:"|?*]/g, '_').replace(/^[\s.]+|[\s.]+$/g, '')
  return shorten(plain) || NAMELESS
}

/** Cut before its ending, which says what it is. */
function shorten(name: string): string {
  const ending = /\.[^.]{1,16}$/.exec(name)?.[0] ?? ''
  const stem = [...name.slice(0, name.length - ending.length)]
  while (bytesOf(stem.join('') + ending) > BYTES_MAX) stem.pop()
  return stem.join('') + ending
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length
