import { readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { freemem } from 'node:os'
import { join } from 'node:path'

const FOLDER = '/dev/shm'
/** Five copies of a large database, and what a run needs beside them. */
const ROOM_MIN = 2 * 1024 ** 3
const MEMORY_MIN = 4 * 1024 ** 3
/** No run takes as long. */
const OLD_MS = 4 * 3_600_000

/**
 * Where temporary files cost no disk; null where the machine has no such folder, or too little room in it. Half of what a
 * database of its own costs a test file is the making of its 700 files on a disk.
 */
export function memoryFolder(): string | null {
  if (roomOf(FOLDER) < ROOM_MIN || freemem() < MEMORY_MIN) return null
  removeOld(FOLDER)
  return FOLDER
}

function roomOf(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}

/** What runs left that were killed: here it would take memory until the machine is started anew. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith('hub-'))) {
    try {
      const path = join(folder, name)
      if (Date.now() - statSync(path).mtimeMs > OLD_MS) rmSync(path, { recursive: true, force: true })
    } catch {
      // Somebody else's.
    }
  }
}
