import { signal } from '@preact/signals'
import { FileText, LogOut, type LucideIcon, Search, Settings, UserPlus, Wallet } from 'lucide-preact'
import { signOut } from '../models/account.ts'
import { createSheetOpen, paletteOpen } from '../models/dialogs.ts'
import { go } from '../models/navigation.ts'
import { may } from '../models/permissions.ts'
import { Sheet } from './dialog.tsx'
import { Icon } from './icon.tsx'

export const moreSheetOpen = signal(false)

export function CreateSheet() {
  const close = () => (createSheetOpen.value = false)
  const begin = (url: string) => () => {
    close()
    go(url)
  }
  return (
    <Sheet title="New" onClose={close}>
      {may('invoices.create') && <Choice icon={FileText} label="Invoice" run={begin('/invoices?edit=new')} />}
      {may('contacts.create') && <Choice icon={UserPlus} label="Contact" run={begin('/contacts?new=1')} />}
    </Sheet>
  )
}

export function MoreSheet() {
  const close = () => (moreSheetOpen.value = false)
  const then = (run: () => void) => () => {
    close()
    run()
  }
  return (
    <Sheet title="More" onClose={close}>
      <Choice icon={Search} label="Search" run={then(() => (paletteOpen.value = true))} />
      <Choice icon={Wallet} label="Payments" run={then(() => go('/payments'))} />
      <Choice icon={Settings} label="Settings" run={then(() => go('/settings'))} />
      <Choice icon={LogOut} label="Sign out" run={then(() => void signOut())} />
    </Sheet>
  )
}

const Choice = ({ icon, label, run }: { icon: LucideIcon; label: string; run: () => void }) => (
  <button type="button" class="row" onClick={run}>
    <Icon of={icon} size="large" />
    {label}
  </button>
)
