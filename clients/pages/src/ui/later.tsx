import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { shell } from "../texts/shell.ts";
import { texts } from "./language.ts";
import { Notice, Placeholder } from "./notice.tsx";

const t = texts(shell);

/** How a part of the pages is loaded. */
export type Load<P> = () => Promise<{ default: ComponentType<P> }>;

/** A part of the page that is loaded when it is wanted. @property height - of the space that is kept for it, in rem */
export function Later<P extends object>({ load, props, height = 12 }: { load: Load<P>; props: P; height?: number }): JSX.Element | null {
  const [loaded, setLoaded] = useState<{ View?: ComponentType<P> }>();
  useEffect(() => void load().then(({ default: View }) => setLoaded({ View }), () => setLoaded({})), []);
  if (loaded) {
    return loaded.View ? <loaded.View {...props} /> : <Notice kind="error" action={<button class="quiet" onClick={() => location.reload()}>{t.tryAgain}</button>}>{t.unreachable}</Notice>;
  }
  return height > 0 ? <Placeholder height={height} /> : null;
}
