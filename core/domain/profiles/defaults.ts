import type { Profile } from './profile.ts'
import type { Fields } from './validate.ts'

/** What a profile says of work where nobody said it (H-PROF-10). */
export const applyDefaults = <Input extends Fields>(_: 'work_item', input: Input, { workflows }: Profile) => ({
  ...input,
  type: input.type ?? workflows.default_work_item_type,
})
