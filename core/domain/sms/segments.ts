/** The letters of GSM 03.38, without its escape; each is one septet. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Each is an escape and a letter: two septets, which one segment holds together. */
const EXTENDED = new Set('\f^{}\\[~]|€')

const SIZES = { GSM7: { alone: 160, joined: 153 }, UCS2: { alone: 70, joined: 67 } } as const

/** The provider takes no text of more UTF-16 units. */
export const TEXT_UNITS_MAX = 1600
/** More than ten arrive late, out of order or not at all with many carriers. */
export const SEGMENTS_MAX = 10

export interface Segments {
  encoding: keyof typeof SIZES
  /** What is paid for. */
  count: number
  /** Septets or UTF-16 units that the last of them still holds. */
  left: number
}

/** How a text travels as text messages: GSM-7 (160, or 153 each) while all of its letters are in that alphabet, else UCS-2 (70, or 67 each). */
export function segmentsOf(text: string): Segments {
  const letters = [...text]
  const encoding = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter)) ? 'GSM7' : 'UCS2'
  const sizes = letters.map((letter) => (encoding === 'UCS2' ? letter.length : EXTENDED.has(letter) ? 2 : 1))
  const { alone, joined } = SIZES[encoding]
  const sum = sizes.reduce((all, size) => all + size, 0)
  if (sum <= alone) return { encoding, count: text === '' ? 0 : 1, left: alone - sum }
  return { encoding, ...filled(sizes, joined) }
}

/** A letter of two units is never cut in half, so that a segment may keep one place empty. */
function filled(sizes: readonly number[], room: number): { count: number; left: number } {
  let [count, left] = [1, room]
  for (const size of sizes) {
    if (size > left) [count, left] = [count + 1, room]
    left -= size
  }
  return { count, left }
}
