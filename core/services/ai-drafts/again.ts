import { AppError } from '../../domain/kernel/errors.ts'

const TRIES = 3

/**
 * Looks and writes anew where somebody else, or the job that asks a model, wrote in between. Who named the version that he saw
 * is told instead; so is who was refused for what was seen.
 */
export async function again<T>(version: number | undefined, attempt: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    const isLate = error instanceof AppError && error.code === 'CONFLICT' && error.latest === undefined
    if (!isLate || tries === 1 || version !== undefined) throw error
    return again(version, attempt, tries - 1)
  }
}
