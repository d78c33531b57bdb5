/** For so many days a closed business can be opened again; then it is removed with every row. */
export const KEPT_DAYS = 30
/** Its owners are told once more so many days before. */
export const WARNED_DAYS = 3
