import type { TestProject } from 'vitest/node'
import { preparePostgres } from './database-source.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { source, stop } = await preparePostgres()
  project.provide('database', source)
  return stop
}
