/** VAT categories (UNCL5305) that a tax rate may be of. */
export const TAX_CATEGORIES = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const
