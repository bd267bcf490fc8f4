import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Placeholder } from "./notice.tsx";

/** Makes its content, and so asks for it, only when it comes near the screen. @property height - of the place kept for it, in rem */
export function Near(props: { height: number; children: () => ComponentChildren }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setNear(true), { rootMargin: "400px 0px" });
    const show = () => setNear(true);
    watch.observe(place.current as HTMLDivElement);
    window.addEventListener("beforeprint", show);
    return () => {
      watch.disconnect();
      window.removeEventListener("beforeprint", show);
    };
  }, []);
  return isNear ? <>{props.children()}</> : <div ref={place}><Placeholder height={props.height} /></div>;
}
