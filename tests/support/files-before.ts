import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MIGRATIONS } from './database-source.ts'

/** The migrations of the release before one: the numbered files up to it, and what tables hang on. */
export async function filesBefore(file: string, folder: string): Promise<void> {
  await cp(MIGRATIONS, folder, { recursive: true })
  const later = (await readdir(folder)).filter((each) => /^\d{4}_/.test(each) && each >= file)
  const functions = await readdir(join(folder, 'functions'))
  const gone = functions.filter((each) => !['session.sql', 'protect.sql'].includes(each))
  for (const each of [...later, ...gone.map((name) => join('functions', name))]) await rm(join(folder, each))
}
