/** Such as `engram-ada-0`: where one tab of a person keeps its queue and what is not sent. */
export function slotName(user: string, number: number | ""): string {
  return `engram-${user}-${number}`;
}

/** Names of the storages of a person in this browser; of a browser that does not tell, the first. */
export async function storages(user: string): Promise<string[]> {
  const known = await indexedDB.databases?.().catch(() => undefined);
  return ownOf(user, known?.map(({ name }) => name ?? "") ?? [slotName(user, 0)]);
}

/** Those of a person among names of storages. */
export function ownOf(user: string, names: string[]): string[] {
  return names.filter((name) => name.replace(/\d+$/, "") === slotName(user, ""));
}
