/** Who asks. */
export interface Session {
    /** Headers that say so. */
    headers(): Record<string, string>;
    /** Called after an answer of 401. @returns whether the request is worth sending again */
    renew(): Promise<boolean>;
}
/** That of a page: a cookie that no script can read, made by `POST /api/v1/sessions`. */
export declare class CookieSession implements Session {
    headers(): Record<string, string>;
    renew(): Promise<boolean>;
}
/** A personal access token (`egp_…`) of a script. */
export declare class AccessTokenSession implements Session {
    #private;
    constructor(token: string);
    headers(): Record<string, string>;
    renew(): Promise<boolean>;
}
/** That of a program of a person: an access token of ten minutes, and a refresh token that buys the next two, once. */
export declare class TokenSession implements Session {
    #private;
    private constructor();
    /** @throws RefusedError if name or password are wrong */
    static signIn(gateway: string, username: string, password: string): Promise<TokenSession>;
    headers(): Record<string, string>;
    /** One renewal for all requests that were refused meanwhile: a refresh token that is used twice ends the session. */
    renew(): Promise<boolean>;
}
