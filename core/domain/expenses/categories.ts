/** Proposed; any other word is taken as well. */
export const CATEGORIES = [
  'Parts and materials',
  'Tools and equipment',
  'Vehicle',
  'Travel',
  'Meals',
  'Phone and internet',
  'Office',
  'Rent',
  'Insurance',
  'Permits and fees',
  'Advertising',
  'Subcontractors',
] as const
export type Category = (typeof CATEGORIES)[number]
