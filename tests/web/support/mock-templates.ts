import type { PreviewTemplate, Template } from '../../../core/contract/templates.ts'
import { can } from '../../../core/domain/actions.ts'
import { builtInReminder, builtInText } from '../../../core/domain/templates/built-in.ts'
import { fillTemplate, variableProblems } from '../../../core/domain/templates/fill.ts'
import { isReminderType, variablesOf } from '../../../core/domain/templates/variables.ts'
import { notFound, ok, type Reply, refusal, type World } from './mock-api.ts'

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
  if (id === 'preview') return previewAnswer(all, body as PreviewTemplate)
  if (!id && method === 'POST') {
    const made = { ...cannedReplies[0]!, ...(body as Partial<Template>), id: 'new-template' }
    world.templates.push(made)
    return ok(shown(made), 201)
  }
  const type = url.searchParams.get('type')
  if (!id) return ok(all.filter((each) => !type || each.type === type).map(shown))
  const found = all.find((each) => each.id === id)
  if (!found) return notFound
  if (method === 'DELETE') {
    world.templates = world.templates.filter((each) => each !== found)
    return ok({ id })
  }
  const { if_match_version: _, ...changes } = (body ?? {}) as Partial<Template> & { if_match_version?: number }
  return ok(shown(Object.assign(found, changes, { version: found.version + 1 })))
}

const VALUES = {
  'contact.name': 'Jane Okafor',
  'contact.first_name': 'Jane',
  'business.name': 'Maple & Co Plumbing',
  'author.first_name': 'Dana',
  'invoice.total': '$316.40',
  'invoice.amount_due': '$316.40',
  'invoice.due_date': 'Freitag, 4. Dezember 2026',
}

const REMINDED = { ...VALUES, 'invoice.number': 'INV-1042', 'invoice.days_late': '7' }

function previewAnswer(all: Template[], asked: PreviewTemplate): Reply {
  const { template_id, subject, content, language } = asked
  const type = asked.type === 'REMINDER' ? 'REMINDER_2' : asked.type
  const ofType = all.filter((each) => each.type === type)
  const kept =
    content === undefined
      ? ofType.find(({ id, is_default }) => (template_id ? id === template_id : is_default))
      : undefined
  const text = kept ?? {
    subject: subject ?? null,
    content:
      content ??
      (isReminderType(type) ? builtInReminder(type, type === 'REMINDER_BEFORE' ? -3 : 7) : builtInText(type, false)),
    language: language ?? null,
  }
  const problems = variableProblems('content', text.content, variablesOf(type))
  if (problems.length) return { status: 422, body: refusal('VALIDATION_ERROR', 'Some fields need attention', problems) }
  const values = isReminderType(type) ? REMINDED : VALUES
  const filled = fillTemplate(text.content, values)
  const isLater = (name: string) => name.startsWith('invoice.') || name.startsWith('quote.')
  return ok({
    template_id: kept?.id ?? null,
    type,
    name: kept?.name ?? null,
    language: text.language ?? 'en',
    subject: text.subject && fillTemplate(text.subject, values).text,
    text: filled.text,
    missing: filled.missing.filter((name) => !isLater(name)),
    when_sent: filled.missing.filter(isLater),
  })
}
