import { pause } from "../../../typescript/src/pause.ts";

/** Gives the browser back, so that what a person does comes before the next piece of work. */
export async function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  await (scheduler?.yield?.() ?? pause(0));
}
