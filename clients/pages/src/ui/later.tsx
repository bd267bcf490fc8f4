import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { shell } from "../texts/shell.ts";
import { Notice, Placeholder } from "./ask.tsx";
import { texts } from "./language.ts";

const t = texts(shell);

/** A part of the page that is loaded when it is wanted. */
export function Later<P extends object>({ load, props }: { load: () => Promise<{ default: ComponentType<P> }>; props: P }): JSX.Element {
  const [loaded, setLoaded] = useState<{ View: ComponentType<P> } | "failed">();
  useEffect(() => void load().then(({ default: View }) => setLoaded({ View }), () => setLoaded("failed")), []);
  return loaded === "failed" ? <Notice kind="error">{t.unreachable}</Notice> : loaded ? <loaded.View {...props} /> : <Placeholder height={12} />;
}
