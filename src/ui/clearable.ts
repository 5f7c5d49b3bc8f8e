/** The cross that empties a choice; by itself the component library calls it “Clear” to who cannot see it. */
export const clearable = { label: '清除', clearIcon: '×' } as const
