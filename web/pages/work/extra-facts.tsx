import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { wordsOf } from '../../../core/domain/profiles/validate.ts'
import { InlineEdit } from '../../components/inline-edit.tsx'
import { businessQuery } from '../../models/business.ts'
import { fieldErrors, sentence } from '../../models/sentences.ts'
import { saveWork, type WorkItem } from '../../models/work-items.ts'

/** The fields that the profile adds to work. */
export function ExtraFacts({ item }: { item: WorkItem }) {
  const fields = useQuery(businessQuery).data?.profile.extensions.work_item_fields ?? {}
  const names = [...new Set([...Object.keys(fields), ...Object.keys(item.labels_json)])]
  if (names.length === 0) return null
  return (
    <div class="work-notes">
      {names.map((name) => (
        <ExtraFact key={name} item={item} name={name} />
      ))}
    </div>
  )
}

function ExtraFact({ item, name }: { item: WorkItem; name: string }) {
  const error = useSignal('')
  const save = async (value: string) => {
    const { [name]: _, ...others } = item.labels_json
    try {
      await saveWork(item, { labels_json: value ? { ...others, [name]: value } : others })
      error.value = ''
      return true
    } catch (refused) {
      error.value = fieldErrors(refused)[`labels_json.${name}`] ?? sentence(refused)
      return false
    }
  }
  return (
    <InlineEdit
      name={wordsOf(name)}
      value={item.labels_json[name] ?? ''}
      canEdit={item.allowed_actions.includes('update')}
      save={save}
      error={error.value || undefined}
    />
  )
}
