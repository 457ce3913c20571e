/** Options that several commands share. */
export const demoOption = { type: 'boolean', about: 'with the settings of the demo' } as const;
export const jsonOption = { type: 'boolean', about: 'the result as JSON' } as const;
