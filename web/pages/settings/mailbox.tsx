import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { Mailbox } from '../../../core/contract/mailboxes.ts'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { OwnAddress } from '../../components/own-address.tsx'
import { SettingsList } from '../../components/settings-list.tsx'
import { useForm } from '../../models/form.ts'
import { mailboxes, mailboxesQuery } from '../../models/mailboxes.ts'
import { showToast } from '../../models/toasts.ts'
import { TextNumbers } from './text-numbers.tsx'

export const MailboxSettings = () => (
  <>
    <Addresses />
    <TextNumbers />
  </>
)

const Addresses = () => (
  <SettingsList
    title="Mailbox"
    lead="What is sent to this address arrives in your inbox. Forward single mails to it, or let your mail program forward all of them. Nobody can guess it."
    list={useQuery(mailboxesQuery)}
    what="the address"
    skeletons={1}
    row={(mailbox) => <Address key={mailbox.id} mailbox={mailbox} />}
  />
)

function Address({ mailbox }: { mailbox: Mailbox }) {
  const rotating = useSignal(false)
  const { address, receipts_address, aliases, allowed_actions } = mailbox
  return (
    <li class="stack">
      <OwnAddress address={address} />
      <p class="small muted">
        For receipts: what is forwarded here becomes a draft under Expenses, with its attachment. It is never answered.
      </p>
      <OwnAddress address={receipts_address} />
      {aliases.length > 0 && <p class="small muted break">Still works for up to 14 days: {aliases.join(', ')}</p>}
      {allowed_actions.includes('rotate') && (
        <div>
          <Button look="danger" onClick={() => (rotating.value = true)}>
            Get a new address
          </Button>
        </div>
      )}
      {rotating.value && <RotateDialog mailbox={mailbox} close={() => (rotating.value = false)} />}
    </li>
  )
}

function RotateDialog({ mailbox, close }: { mailbox: Mailbox; close: () => void }) {
  const form = useForm({})
  const confirm = async () => {
    if (!(await form.send({}, () => mailboxes.act(mailbox.id, 'rotate')))) return
    showToast({ text: 'You have a new address' })
    close()
  }
  return (
    <ConfirmDialog
      title="Get a new address?"
      keep="Keep this one"
      verb="Get a new address"
      busy={form.busy}
      error={<FormProblem error={form.problem} />}
      onKeep={close}
      onConfirm={() => void confirm()}
    >
      <p class="break">
        Do this when strangers write to {mailbox.address}. It goes on working for 14 days, so that you can change it
        wherever mail is forwarded from; after that, what is sent to it reaches nobody. Your messages stay.
      </p>
    </ConfirmDialog>
  )
}
