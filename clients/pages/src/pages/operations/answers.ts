/** One partition of a generation, as docs/operations.md describes it. */
export interface Partition {
  partition: number;
  state: string;
  reason?: string;
  remedy?: string;
  next?: number;
  end?: number;
  lagEvents?: number;
  lagSeconds?: number;
  dataUpTo?: string;
  parked: number;
}

export interface Generation {
  generation: number;
  role: string;
  lagEvents?: number;
  lagSeconds?: number;
  applied: number;
  appliedPerSecond: number;
  parked: number;
  partitions: Partition[];
}

export interface Projection {
  name: string;
  foldVersion: number;
  state: string;
  reason?: string;
  detail?: string;
  remedy?: string;
  serving: boolean;
  live?: { generation: number; foldVersion: number };
  rebuild?: { generation: number; progress?: number; secondsLeft?: number };
  lastAudit?: { at: string; records: number; differences: number; failure?: string };
  generations: Generation[];
}

export interface Service {
  service: string;
  available: boolean;
  problem?: string;
  projections?: Projection[];
}

export interface Overview {
  asOf: string;
  services: Service[];
}

export interface Audit {
  state: string;
  recordsRead: number;
  partitionsDone: number;
  partitions: number;
  failure?: string;
}

export interface ParkedEvent {
  id: string;
  topic: string;
  reason: string;
  detail?: string;
  type?: string;
  key?: string;
  keyBase64?: string;
  headers?: Record<string, string>;
  value?: string;
  valueBase64?: string;
  resolution?: string;
}

/** The address of what can be done with a projection. */
export function of(service: string, projection: string): string {
  return `/operations/${service}/projections/${encodeURIComponent(projection)}`;
}
