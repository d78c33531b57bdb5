import { inkOn } from '../models/contrast.ts'
import { initials } from '../models/format.ts'

/** The logo of a business, or its initials; `brand` is its colour, where its customers see it. */
export const Tile = ({ name, logo, brand }: { name: string; logo: string | null; brand?: string | null }) => (
  // The style goes through the CSSOM, which `style-src 'self'` allows; a style attribute in markup it would refuse.
  <span
    class={`tile${logo ? ' logo' : brand === undefined ? '' : ' brand'}`}
    aria-hidden="true"
    style={brand && !logo ? { background: brand, color: inkOn(brand) } : undefined}
  >
    {logo ? <img src={logo} alt="" /> : name && initials(name)}
  </span>
)
