import { useQuery } from '@tanstack/preact-query'
import type { Template } from '../../../core/contract/templates.ts'
import { SelectField } from '../../components/select-field.tsx'
import { templates } from '../../models/templates.ts'

/** As many as can be picked from; there are seldom more than a handful of one kind. */
const PICKED_MAX = 100

interface PickerProps {
  kind: { template: Template['type'] }
  value: string
  choose: (id: string) => void
  /** The name of the default, where it has one. */
  usual: string | null
}

/** Which text goes with the mail; nothing to pick from where the business has none. */
export function TemplatePicker({ kind, value, choose, usual }: PickerProps) {
  const known = useQuery(templates.rows({ type: kind.template, limit: PICKED_MAX })).data
  const fitting = known?.filter(({ channel }) => channel !== 'SMS') ?? []
  if (fitting.length === 0) return null
  return (
    <SelectField
      label="Text"
      value={value}
      onChange={choose}
      choices={[
        { value: '', label: usual ? `Suggested: ${usual}` : 'Suggested' },
        ...fitting.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
