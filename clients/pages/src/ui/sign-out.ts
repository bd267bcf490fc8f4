import { frame } from "../texts/frame.ts";
import { texts } from "./language.ts";
import { ask, told } from "./session.ts";

const t = texts(frame);

/** @returns why the person is still signed in, if that is so */
export async function signOut(): Promise<string | undefined> {
  try {
    await ask("/sessions/current", { method: "DELETE" });
    return undefined;
  } catch (refused) {
    const { status, message } = told(refused);
    return status === 401 ? undefined : t.stillSignedIn(message);
  }
}
