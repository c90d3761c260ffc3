/** Where the sandbox is looked at and driven. */
export const controlPath = '/sandbox/control'
