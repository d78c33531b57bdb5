import type { ChangeOverrides, PreviewProfile, Profile, ProfilePreview } from '../../core/contract/profile.ts'
import { patch, post } from '../api.ts'
import { changed } from './queries.ts'
import { Single } from './single.ts'

export type { Profile, ProfilePreview }
export const profileQuery = new Single('/v1/profile', { shows: ['business'] }).query

export const previewProfile = async (change: PreviewProfile): Promise<ProfilePreview> =>
  (await post('/v1/profile/preview', change)).data

/** Another profile first, then what the business has of its own in it; both shown everywhere at once. */
export async function saveProfile({ profile_id, overrides }: PreviewProfile): Promise<void> {
  try {
    if (profile_id) await patch('/v1/business', { profile_id })
    if (overrides && Object.keys(overrides).length > 0) await patch('/v1/profile/tenant-overrides', overrides)
  } finally {
    changed('business')
  }
}

/** The profile as it comes: null takes back what was changed. */
export async function takeBackChanges({ overrides }: Pick<Profile, 'overrides'>): Promise<void> {
  await patch(
    '/v1/profile/tenant-overrides',
    Object.fromEntries(Object.keys(overrides).map((part) => [part, null])) as ChangeOverrides,
  )
  changed('business')
}
