const COLOUR = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i

/** WCAG 2.2 contrast of two colours `#RRGGBB`, 1 to 21; null when one is not such a colour. */
export function contrastRatio(a: string, b: string): number | null {
  const one = luminance(a)
  const other = luminance(b)
  if (one === null || other === null) return null
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

/** Whether text in one colour can be read on the other by everybody: 4.5 to 1 (WCAG 1.4.3). */
export function isReadable(text: string, background: string): boolean {
  return (contrastRatio(text, background) ?? 0) >= 4.5
}

/** Whether a control can be told from what is around it: 3 to 1 (WCAG 1.4.11). */
export function isVisible(control: string, background: string): boolean {
  return (contrastRatio(control, background) ?? 0) >= 3
}

function luminance(colour: string): number | null {
  const channels = COLOUR.exec(colour)?.slice(1)
  if (!channels) return null
  const [red, green, blue] = channels.map((hex) => linear(Number.parseInt(hex, 16) / 255)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
