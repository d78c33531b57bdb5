import type { Template } from '../../../core/contract/templates.ts'
import { can } from '../../../core/domain/actions.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

const template = (n: number, name: string, content: string): Template => ({
  id: `00000000-0000-7000-8000-00000000090${n}`,
  type: 'MESSAGE',
  name,
  subject: null,
  content,
  channel: null,
  language: null,
  is_default: false,
  profile_scopes: [],
  version: 1,
  created_at: '2026-11-02T10:00:00.000Z',
  updated_at: '2026-11-02T10:00:00.000Z',
  created_by: 'user_dana',
  allowed_actions: [],
})

export const cannedReplies = [
  template(1, 'On my way', 'Hi {{contact.first_name}}, I am on my way. {{author.first_name}}'),
  template(2, 'Call back', 'We will call you at {{contact.phone}} today.'),
]

/** The canned replies of the canned API. */
export function templatesAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = ''] = url.pathname.split('/')
  const allowed_actions = (['update', 'delete'] as const).filter((verb) => can(world.role, `templates.${verb}`) !== '-')
  const shown = (each: Template) => ({ ...each, allowed_actions })
  const all = world.isEmpty ? [] : world.templates
  if (!id && method === 'POST') {
    const made = { ...cannedReplies[0]!, ...(body as Partial<Template>), id: 'new-template' }
    world.templates.push(made)
    return ok(shown(made), 201)
  }
  if (!id) return ok(all.map(shown))
  const found = all.find((each) => each.id === id)
  if (!found) return notFound
  if (method === 'DELETE') {
    world.templates = world.templates.filter((each) => each !== found)
    return ok({ id })
  }
  const { if_match_version: _, ...changes } = (body ?? {}) as Partial<Template> & { if_match_version?: number }
  return ok(shown(Object.assign(found, changes, { version: found.version + 1 })))
}
