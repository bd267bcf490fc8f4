import type { Session } from "./session.js";
import type { Problem } from "./types.js";

/** A request that was refused. */
export class RefusedError extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;
  /** Seconds after which the same request may be sent again; absent where it may not. */
  readonly retryAfter: number | undefined;

  constructor(status: number, problem?: Problem, retryAfter?: number) {
    super(problem ? [problem.title, problem.detail].filter(Boolean).join(": ") : `The server answered ${status}`);
    this.name = "RefusedError";
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Whether asking again is of no use. */
  get isFinal(): boolean {
    return this.retryAfter === undefined && this.status < 500;
  }

  static async of(response: Response): Promise<RefusedError> {
    const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
    const seconds = Number(response.headers.get("Retry-After"));
    const again = [408, 429, 503, 504].includes(response.status);
    return new RefusedError(response.status, problem, again ? (seconds > 0 ? seconds : 1) : undefined);
  }
}

export interface RequestOptions {
  method?: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Sends requests of one session. */
export class Http {
  readonly #gateway: string;
  readonly #session: Session;
  readonly #fetch: typeof fetch;

  constructor(gateway: string, session: Session, fetching: typeof fetch) {
    this.#gateway = gateway.replace(/\/$/, "");
    this.#session = session;
    this.#fetch = fetching;
  }

  /** @throws RefusedError; a failure of the network as `fetch` throws it */
  async json<T>(path: string, options: RequestOptions = {}): Promise<T> {
    const response = await this.send(path, options);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** The answer to a request that was not refused. A token that has expired is replaced, once. */
  async send(path: string, options: RequestOptions = {}): Promise<Response> {
    let response = await this.#once(path, options);
    if (response.status === 401 && (await this.#session.renew())) {
      response = await this.#once(path, options);
    }
    if (!response.ok) {
      throw await RefusedError.of(response);
    }
    return response;
  }

  async #once(path: string, options: RequestOptions): Promise<Response> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) {
        query.set(name, String(value));
      }
    }
    const request: RequestInit = {
      method: options.method ?? "GET",
      headers: { ...this.#session.headers(), ...options.headers },
      cache: "no-store",
      credentials: "same-origin",
    };
    if (options.body !== undefined) {
      request.headers = { ...request.headers, "Content-Type": "application/json" };
      request.body = JSON.stringify(options.body);
    }
    if (options.signal) {
      request.signal = options.signal;
    }
    const fetching = this.#fetch;
    return fetching(`${this.#gateway}/api/v1${path}${query.size > 0 ? `?${query}` : ""}`, request);
  }
}
