import { ChangeOverrides, PreviewProfile, Profile, ProfilePreview } from '../../core/contract/profile.ts'
import { getProfile } from '../../core/services/profile/get.ts'
import { presentProfile } from '../../core/services/profile/present.ts'
import { previewProfile } from '../../core/services/profile/preview.ts'
import { updateOverrides } from '../../core/services/profile/update-overrides.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf } from './object.ts'

const ofProfile = { data: Profile, tags: ['Business'] }

const get = route('get', '/profile', {
  summary: 'The profile that counts: words, switches, required fields',
  ...ofProfile,
})
const update = route('patch', '/profile/tenant-overrides', {
  summary: 'Change a part of the profile for this business; null takes a change back',
  body: ChangeOverrides,
  ...ofProfile,
})

const preview = route('post', '/profile/preview', {
  summary: 'What a change of the profile would alter, and how much there is that it concerns',
  body: PreviewProfile,
  keyless: true,
  data: ProfilePreview,
  tags: ['Business'],
})

const noId = () => ''
const profile = objectOf(getProfile, presentProfile, noId)

export const profileRoutes = router()
  .openapi(get, (c) => profile.get(c))
  .openapi(update, (c) => profile.change(c, (tenant) => updateOverrides(tenant, c.req.valid('json'))))
  .openapi(preview, async (c) => answer(c, await previewProfile(tenantDb(c), c.req.valid('json'))))
