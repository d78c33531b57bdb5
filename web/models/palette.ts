export interface Match {
  start: number
  end: number
}

/** Where the typed text stands in a label: at the start of a word, in any case and accent; null when it does not. */
export function findMatch(label: string, typed: string): Match | null {
  const wanted = fold(typed.trim())
  if (!wanted) return { start: 0, end: 0 }
  const folded = fold(label)
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(folded[at - 1] ?? '')) return { start: at, end: at + wanted.length }
  }
  return null
}

/** Letter for letter, so that positions in the folded text are positions in the label. */
function fold(text: string): string {
  return [...text]
    .map((letter) => letter.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()[0] ?? letter)
    .join('')
}
