/** How the German texts of a page are loaded, by its name: `languages.mjs` fills this in when the pages are built. */
export const german: Record<string, () => Promise<{ default: object }>> = {};
