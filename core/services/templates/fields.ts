import type { UpdateTemplate } from '../../contract/templates.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { variableProblems } from '../../domain/templates/fill.ts'
import { inSubject, TEMPLATE_VARIABLES, type TemplateType, variablesOf } from '../../domain/templates/variables.ts'

/**
 * Columns of the fields that were given; a text that asks for what nobody knows is refused. What only other types know is
 * refused here where the type is told, and by the table where it is not.
 */
export function columnsOf(fields: Omit<UpdateTemplate, 'if_match_version'>, type?: TemplateType) {
  const known = type ? variablesOf(type) : TEMPLATE_VARIABLES
  refuseUnknown(fields, known)
  const { name, subject, content, channel, language, is_default, profile_scopes } = fields
  return {
    name: name?.trim(),
    subject: subject === undefined ? undefined : subject?.trim() || null,
    content,
    channel,
    language,
    isDefault: is_default,
    profileScopes: profile_scopes,
  }
}

/** Throws, field by field, which variables of a template nobody knows. */
export function refuseUnknown(
  { subject, content }: { subject?: string | null | undefined; content?: string | undefined },
  known: readonly string[],
): void {
  const details = [
    ...variableProblems('subject', subject ?? '', inSubject(known)),
    ...variableProblems('content', content ?? '', known),
  ]
  if (details.length) throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
}
