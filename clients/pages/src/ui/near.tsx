import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Placeholder } from "./notice.tsx";

/**
 * Calls back once, when an element comes near the screen, the page is printed, or somebody looks for a text in it.
 *
 * @param pixels how near
 * @param act gets whether the page is printed, for which only what is drawn at once is there
 * @returns how to stop waiting
 */
export function whenNear(place: Element, pixels: number, act: (isPrinted: boolean) => void): () => void {
  const end = new AbortController();
  const begin = (isPrinted = false) => (stop(), act(isPrinted));
  const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && begin(), { rootMargin: `${pixels}px 0px` });
  const stop = () => (watch.disconnect(), end.abort());
  watch.observe(place);
  window.addEventListener("beforeprint", () => begin(true), end);
  window.addEventListener("keydown", (event) => event.key === "f" && (event.ctrlKey || event.metaKey) && begin(), end);
  return stop;
}

/** Makes its content, and so asks for it, only when it comes near the screen. @property height - of the place kept for it, in rem; @property title - its heading, which leads there until then */
export function Near(props: { height: number; title?: string; children: () => ComponentChildren }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => whenNear(place.current as HTMLDivElement, 300, () => setNear(true)), []);
  return isNear ? <>{props.children()}</> : <div ref={place}>{props.title && <h2 class="only-spoken">{props.title}</h2>}<Placeholder height={props.height} /></div>;
}
