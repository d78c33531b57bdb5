import type { Form } from '../models/form.ts'
import { Button } from './button.tsx'

/** Below a form on a page: saves it, or throws away what was typed, which is kept on this device until then. */
export function SaveBar({ form }: { form: Pick<Form, 'typed' | 'busy' | 'reset'> }) {
  const isChanged = Object.keys(form.typed).length > 0
  return (
    <div class="inline">
      <Button type="submit" look="primary" disabled={!isChanged} busy={form.busy}>
        {form.busy ? 'Saving…' : 'Save changes'}
      </Button>
      {isChanged && (
        <>
          <Button look="quiet" onClick={form.reset}>
            Discard
          </Button>
          <span class="small muted">Not saved yet</span>
        </>
      )}
    </div>
  )
}
