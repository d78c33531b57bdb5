import type { UpdateTemplate } from '../../contract/templates.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { TEMPLATE_VARIABLES, unknownVariables } from '../../domain/templates/fill.ts'

/** Columns of the fields that were given; a text that asks for what nobody knows is refused. */
export function columnsOf({ name, content, is_default, profile_scopes }: Omit<UpdateTemplate, 'if_match_version'>) {
  const [unknown] = content === undefined ? [] : unknownVariables(content)
  if (unknown !== undefined)
    throw invalid(
      'content',
      `{{${unknown}}} is not known: use ${TEMPLATE_VARIABLES.map((one) => `{{${one}}}`).join(', ')}`,
    )
  return { name: name?.trim(), content, isDefault: is_default, profileScopes: profile_scopes }
}
