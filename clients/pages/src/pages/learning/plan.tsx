import type { JSX } from "preact";
import type { PartProps } from "../learning.tsx";

export function Planning(_: PartProps): JSX.Element {
  return <p>plan</p>;
}
