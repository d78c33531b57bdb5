import { general } from './general.ts'
import type { ProfileData } from './profile.ts'
import { retailPos } from './retail-pos.ts'

/** Every profile there is: a new one is a file of data and its line here. */
export const PROFILES: readonly ProfileData[] = [general, retailPos]
