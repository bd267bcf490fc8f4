import { frame } from "../texts/frame.ts";
import { forgetRead } from "./forget.ts";
import { texts } from "./language.ts";
import { ask, remember, told } from "./session.ts";

const t = texts(frame);

/** Signs out, forgets what was read for the person, and loads the page anew, so that nothing of it stays in memory. @returns why the person is still signed in, if that is so */
export async function signOut(username: string): Promise<string> {
  try {
    await ask("/sessions/current", { method: "DELETE" });
  } catch (refused) {
    const { status, message } = told(refused);
    if (status !== 401) {
      return t.stillSignedIn(message);
    }
  }
  remember(null);
  await forgetRead(username).catch(() => {}); // a browser without a database keeps nothing
  location.reload();
  return "";
}
