import { useSignal } from '@preact/signals'
import { X } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { Check } from '../../components/check.tsx'
import { TextField } from '../../components/text-field.tsx'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'
import { saveWork, type WorkItem } from '../../models/work-items.ts'

type Entries = WorkItem['checklist']

/** What is to be done one by one; Enter adds another. */
export function Checklist({ item }: { item: WorkItem }) {
  const typed = useSignal('')
  const canEdit = item.allowed_actions.includes('update')
  const { checklist } = item
  if (!canEdit && checklist.length === 0) return null
  const save = async (entries: Entries) => {
    try {
      await saveWork(item, { checklist: entries })
      return true
    } catch (error) {
      showToast({ text: `Not saved. ${sentence(error)}`, kind: 'failed' })
      return false
    }
  }
  const add = async (event: KeyboardEvent) => {
    event.preventDefault()
    const text = typed.value.trim()
    if (text && (await save([...checklist, { text, done: false }]))) typed.value = ''
  }
  return (
    <section aria-labelledby="checklist">
      <h2 class="section-title" id="checklist">
        Checklist
        {checklist.length > 0 && (
          <span class="muted normal">
            {' '}
            {item.checklist_done} of {item.checklist_count}
          </span>
        )}
      </h2>
      <ul>
        {checklist.map((entry, at) => (
          <li key={`${at} ${entry.text}`} class="inline">
            <span class="grow">
              <Check
                label={entry.text}
                checked={entry.done}
                disabled={!canEdit}
                onChange={(done) => void save(checklist.with(at, { ...entry, done }))}
              />
            </span>
            {canEdit && (
              <Button
                look="quiet"
                icon={X}
                label={`Remove ${entry.text}`}
                onClick={() => void save(checklist.toSpliced(at, 1))}
              />
            )}
          </li>
        ))}
      </ul>
      {canEdit && (
        <TextField
          label="Add to the checklist"
          hideLabel
          placeholder="Add to the checklist"
          value={typed.value}
          maxLength={200}
          onInput={(text) => (typed.value = text)}
          onEnter={(event) => void add(event)}
        />
      )}
    </section>
  )
}
