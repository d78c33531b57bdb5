import { LogOut, type LucideIcon, Plus, Search, Store } from 'lucide-preact'
import { signOut } from '../models/account.ts'
import { enterBusiness, labelOf, useBusinesses } from '../models/businesses.ts'
import { createSheetOpen, moreSheetOpen, newBusinessOpen, paletteOpen } from '../models/dialogs.ts'
import { capitalised } from '../models/format.ts'
import { go } from '../models/navigation.ts'
import { MORE_CREATIONS, MORE_PLACES } from '../place-views.ts'
import { CREATIONS, isOpen, LINKS } from '../places.ts'
import { Sheet } from './dialog.tsx'
import { Icon } from './icon.tsx'

/** What a phone has in place of the navigation at the side. */
export default function PhoneSheet() {
  return createSheetOpen.value ? <CreateSheet /> : <MoreSheet />
}

function CreateSheet() {
  const close = () => (createSheetOpen.value = false)
  const begin = (url: string) => () => {
    close()
    go(url)
  }
  return (
    <Sheet title="New" onClose={close}>
      {[...CREATIONS, ...MORE_CREATIONS].filter(isOpen).map((creation) => (
        <Choice key={creation.href} icon={creation.icon} label={shortOf(creation)} run={begin(creation.href)} />
      ))}
    </Sheet>
  )
}

/** The sheet is called New already. */
const shortOf = ({ label }: { label: string }) => capitalised(label.replace(/^(New|Upload) /, ''))

function MoreSheet() {
  const close = () => (moreSheetOpen.value = false)
  const then = (run: () => void) => () => {
    close()
    run()
  }
  return (
    <Sheet title="More" onClose={close}>
      <Choice icon={Search} label="Search" run={then(() => (paletteOpen.value = true))} />
      {[...MORE_PLACES, ...LINKS.filter(({ phone }) => phone === 'more')]
        .filter(isOpen)
        .map(({ label, icon, href }) => (
          <Choice key={href} icon={icon} label={label} run={then(() => go(href))} />
        ))}
      {useBusinesses()
        .filter(({ is_current }) => !is_current)
        .map(({ tenant_id, ...one }) => (
          <Choice key={tenant_id} icon={Store} label={labelOf(one)} run={then(() => void enterBusiness(tenant_id))} />
        ))}
      <Choice icon={Plus} label="Open another business" run={then(() => (newBusinessOpen.value = true))} />
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
