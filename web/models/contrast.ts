import { isReadable } from '../../core/domain/kernel/contrast.ts'

/** Whether white or black words on this colour can be read: else it is for the logo only, and Pay keeps ours. */
export const isReadableBehindWords = (hex: string) => isReadable('#ffffff', hex)

/** White where it can be read, else black. */
export const inkOn = (hex: string) => (isReadableBehindWords(hex) ? '#ffffff' : '#1b1c1a')
