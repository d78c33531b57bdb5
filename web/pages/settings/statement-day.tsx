import { useState } from 'preact/hooks'
import { FormProblem } from '../../components/form-problem.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { profile } from '../../models/business.ts'
import { may } from '../../models/permissions.ts'
import { showToast } from '../../models/toasts.ts'

/** Each month has this one. */
const LAST_DAY = 28
const NONE = ''
const CHOICES = [
  { value: NONE, label: 'No day: by hand only' },
  ...Array.from({ length: LAST_DAY }, (_, at) => ({ value: `${at + 1}`, label: `Day ${at + 1} of the month` })),
]

/** On which day of each month whoever owes something gets a statement; kept as soon as it is chosen. */
export function StatementDay({ day }: { day: number | null }) {
  const [chosen, setChosen] = useState(day === null ? NONE : String(day))
  const [problem, setProblem] = useState<unknown>(null)
  const choose = async (value: string) => {
    setChosen(value)
    try {
      await profile.update({ statement_day: value === NONE ? null : Number(value) })
      setProblem(null)
      showToast({
        text: value === NONE ? 'No statement goes out by itself' : `Statements go out on day ${value} of each month`,
      })
    } catch (error) {
      setChosen(chosen)
      setProblem(error)
    }
  }
  return (
    <SettingsCard
      title="Statements each month"
      lead="At nine in the morning each customer who owes something gets a statement by mail. By hand one goes out from the page of a contact."
    >
      <SelectField
        label="On"
        choices={CHOICES}
        value={chosen}
        disabled={!may('business.update')}
        onChange={(value) => void choose(value)}
      />
      <FormProblem error={problem} />
    </SettingsCard>
  )
}
