import { FileText, House, ListFilter, Plus, Settings, Users, Wallet } from 'lucide-preact'
import { go } from './navigation.ts'
import type { Command } from './palette.ts'
import { may } from './permissions.ts'

/** What the palette offers wherever one is. */
export function standingCommands(): { create: Command[]; places: Command[] } {
  const create: Command[] = [
    { id: 'new-invoice', label: 'New invoice', icon: Plus, keys: 'c i', run: () => go('/invoices?edit=new') },
    { id: 'new-contact', label: 'New contact', icon: Plus, keys: 'c c', run: () => go('/contacts?new=1') },
  ]
  const places: Command[] = [
    { id: 'home', label: 'Home', icon: House, keys: 'g h', run: () => go('/home') },
    { id: 'contacts', label: 'Contacts', icon: Users, keys: 'g c', run: () => go('/contacts') },
    { id: 'invoices', label: 'Invoices', icon: FileText, keys: 'g v', run: () => go('/invoices') },
    { id: 'overdue', label: 'Overdue invoices', icon: ListFilter, run: () => go('/invoices?status=OVERDUE') },
    { id: 'drafts', label: 'Draft invoices', icon: ListFilter, run: () => go('/invoices?status=DRAFT') },
    { id: 'payments', label: 'Payments', icon: Wallet, keys: 'g p', run: () => go('/payments') },
    { id: 'settings', label: 'Settings', icon: Settings, keys: 'g s', run: () => go('/settings/business') },
    { id: 'team', label: 'Team', icon: Settings, run: () => go('/settings/team') },
    { id: 'taxes', label: 'Taxes', icon: Settings, run: () => go('/settings/taxes') },
  ]
  return {
    create: create.filter(({ id }) => may(id === 'new-invoice' ? 'invoices.create' : 'contacts.create')),
    places,
  }
}
