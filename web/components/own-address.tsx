import { Copy } from 'lucide-preact'
import { copyText } from '../models/clipboard.ts'
import { tell } from '../models/tell.ts'
import { Button } from './button.tsx'

/** An address of the business, to be copied and given to others. */
export const OwnAddress = ({ address }: { address: string }) => (
  <span class="inline wrap">
    <span class="strong break">{address}</span>
    <Button icon={Copy} onClick={() => tell(copyText(address), 'Address copied', 'Not copied. ')}>
      Copy
    </Button>
  </span>
)
