/** A new UUID of version 7 (RFC 9562). Ids of one process are in the order in which they were made, also within a millisecond. */
export declare function newId(): string;
