import { isReadable } from '../../core/domain/kernel/contrast.ts'

/** Whether white or black words on this colour can be read: else it is for the logo only, and Pay keeps ours. */
export const isReadableBehindWords = (hex: string) => isReadable('#ffffff', hex)

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
