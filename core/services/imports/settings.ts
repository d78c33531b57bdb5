import { z } from 'zod'
import { UpdateBusiness } from '../../contract/business.ts'
import { ChangeOverrides } from '../../contract/profile.ts'
import { renamedRow, renamer } from '../../domain/archive/renamed.ts'
import { BadZip } from '../../domain/archive/zip-directory.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { changedOverrides } from '../profile/update-overrides.ts'
import type { ArchiveRow } from './rows.ts'

// The settings of an archive are judged as strictly as if somebody typed them: wrong ones would shut everybody out.

const Settings = z.object(UpdateBusiness.shape).omit({ if_match_version: true }).partial()

export function refuseSettings(business: ArchiveRow | undefined): void {
  const issue = Settings.safeParse(business).error?.issues[0]
  if (issue) throw new BadZip(`data/business.ndjson, ${issue.path.join('.')}: ${issue.message}`)
}

const Row = z.object({ overrides_json: ChangeOverrides.omit({ if_match_version: true }) }).loose()

/** What the business has of its own in its profile, with the ids of this import. Null where it has nothing. */
export function overridesOf(row: ArchiveRow | undefined, business: ArchiveRow | undefined, importId: string) {
  if (!row) return null
  const read = Row.safeParse(renamedRow(row, renamer(importId)))
  const issue = read.error?.issues[0]
  if (issue) throw refused(issue.path.join('.'), issue.message)
  try {
    changedOverrides({ profile_id: String(business?.profile_id), profile_overrides: {} }, read.data!.overrides_json)
  } catch (error) {
    const problem = error instanceof AppError ? error.details[0] : undefined
    if (!problem) throw error
    throw refused(problem.field, problem.message)
  }
  return withoutAutonomy(read.data!)
}

/** What a machine may do by itself somebody here has to wish anew. */
function withoutAutonomy(row: z.infer<typeof Row>) {
  const { automations, ...overrides } = row.overrides_json
  const { ai_drafts: _, ...others } = automations ?? {}
  return {
    ...row,
    overrides_json: { ...overrides, ...(Object.keys(others).length > 0 ? { automations: others } : {}) },
  }
}

const refused = (field: string, message: string) => new BadZip(`data/profile_overrides.ndjson, ${field}: ${message}`)
