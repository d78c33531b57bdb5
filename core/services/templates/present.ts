import { Template } from '../../contract/templates.ts'
import { mayTouch } from '../../domain/actions.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { templateMachine } from '../../domain/templates/machine.ts'
import { toInstant } from '../instants.ts'
import type { TemplateRow } from './internal.ts'

/** The wire shape of a template; parsed, so that no column leaks. */
export const presentTemplate = ({ role, status, ...row }: TemplateRow): Template =>
  Template.parse({
    ...row,
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    allowed_actions: allowedActions(templateMachine, { status }, (action) => mayTouch(role, action, true)),
  })
