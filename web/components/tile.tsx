import { initials } from '../models/format.ts'

/** The logo of a business, or its initials. */
export const Tile = ({ name, logo, brand = false }: { name: string; logo: string | null; brand?: boolean }) => (
  <span class={`tile${brand ? ' brand' : ''}`} aria-hidden="true">
    {logo ? <img src={logo} alt="" /> : name && initials(name)}
  </span>
)
