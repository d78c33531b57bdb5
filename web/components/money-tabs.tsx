import { isOpen, LINKS } from '../places.ts'
import { TabLinks } from './tabs.tsx'

export const MoneyTabs = ({ current }: { current: string }) => (
  <div class="money-tabs">
    <TabLinks label="Money" current={current} tabs={LINKS.filter((link) => link.group === 'Money' && isOpen(link))} />
  </div>
)
