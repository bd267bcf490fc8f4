import type { JSX } from "preact";
import type { PartProps } from "../learning.tsx";

export function Memory(_: PartProps): JSX.Element {
  return <p>memory</p>;
}
