import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Button } from '../../components/button.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { TextField } from '../../components/text-field.tsx'
import { type Export, exportsQuery } from '../../models/archive.ts'
import { closeBusiness } from '../../models/closing.ts'
import { useForm } from '../../models/form.ts'
import { dayOf, longInstant, today } from '../../models/format.ts'
import { user } from '../../models/session.ts'
import { DownloadButton } from './data-export.tsx'

/** The owner alone ends his business here. */
export function DataClose() {
  const isOpen = useSignal(false)
  return (
    <SettingsCard
      title="Close this business"
      lead="Nobody works in it any more. For 30 days you can open it again; then it is removed with everything in it."
      action={<Button onClick={() => (isOpen.value = true)}>Close this business</Button>}
    >
      {isOpen.value && <CloseDialog close={() => (isOpen.value = false)} />}
    </SettingsCard>
  )
}

function CloseDialog({ close }: { close: () => void }) {
  const name = user.value?.business_name ?? ''
  const form = useForm({ name: '', password: '' })
  const { values } = form
  const isSame = values.name.trim().toLowerCase() === name.trim().toLowerCase()
  const submit = () =>
    form.send(
      {
        name: !isSame && `Type the name as it stands: ${name}`,
        password: !values.password && 'Enter your password',
      },
      () => closeBusiness(values.name, values.password),
    )
  return (
    <FormDialog
      title={`Close ${name}`}
      form={form}
      submit={submit}
      close={close}
      verb="Close the business"
      doing="Closing…"
      keep="Keep it open"
    >
      <WhatHappens />
      <NewestExport />
      <TextField label={`Type “${name}” to confirm`} {...form.text('name')} autocomplete="off" />
      <TextField label="Your password" type="password" autocomplete="current-password" {...form.text('password')} />
    </FormDialog>
  )
}

const WhatHappens = () => (
  <>
    <ul class="prose what-happens">
      <li>Nobody works in it: you can look and export, your team sees only that it is closed.</li>
      <li>
        Nothing goes out by itself: no reminder, repeated invoice, statement or export. What waits to be sent is taken
        back.
      </li>
      <li>
        Mail to it is refused, and text messages are not kept. Pages that you sent to customers say that it is closed;
        they can still be read, but nothing can be paid or answered there.
      </li>
      <li>Money that still arrives at Stripe is recorded. Your Stripe account stays yours.</li>
    </ul>
    <p class="prose">
      <strong>After 30 days it is removed for good</strong>, with documents, messages, files and history; whoever
      belongs to no other business loses the account. Until then you open it again here. Invoices may have to be kept
      for years by law: keep an export.
    </p>
  </>
)

/** Offered, never demanded. */
function NewestExport() {
  const { data } = useQuery(exportsQuery)
  const fresh = data?.find(isFresh)
  if (!data) return null
  if (!fresh) return <p class="small muted">No export is from today. “Export everything” above makes one.</p>
  return (
    <div class="inline wrap">
      <span class="small muted grow">Exported {longInstant(fresh.snapshot_at ?? fresh.created_at)}</span>
      <DownloadButton of={fresh} />
    </div>
  )
}

const isFresh = ({ download_url, snapshot_at, created_at }: Export) =>
  download_url !== null && dayOf(snapshot_at ?? created_at) >= today()
