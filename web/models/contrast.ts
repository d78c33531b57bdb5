/** Relative luminance and contrast as WCAG 2 defines them. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16)
  const [red, green, blue] = [value >> 16, (value >> 8) & 255, value & 255].map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const READABLE = 4.5

/** Whether white or black words on this colour can be read: else it is for the logo only, and Pay keeps ours. */
export const isReadableBehindWords = (hex: string) => contrast(hex, '#ffffff') >= READABLE

/** White where it can be read, else black. */
export const inkOn = (hex: string) => (isReadableBehindWords(hex) ? '#ffffff' : '#1b1c1a')

export const BRAND_COLOURS = [
  { value: '#1F5FBF', label: 'Blue' },
  { value: '#1E6B3A', label: 'Green' },
  { value: '#8A5300', label: 'Ochre' },
  { value: '#9C2F2F', label: 'Brick' },
  { value: '#3E4A5B', label: 'Slate' },
  { value: '#0F6670', label: 'Teal' },
] as const
