package dev.engram.kit.problem;

/** The problems that HTTP itself has names for, and that of too many requests at a time. */
public final class HttpProblems {
    private HttpProblems() {}

    /** 503: more is being read or written than this instance may hold. */
    public static Problem overloaded() {
        return Problem.of(503, "overloaded", "Too much at once")
                .withDetail("Nothing is recorded; send the whole request again a little later");
    }

    /** The problem of an HTTP status, 400 to 599. */
    public static Problem of(int status) {
        return switch (status) {
            case 400 -> Problem.of(400, "bad-request", "The request cannot be understood");
            case 401 -> Problem.of(401, "token-missing", "Sign in first");
            case 403 -> Problem.of(403, "forbidden", "Not allowed");
            case 404 -> Problem.of(404, "not-found", "Not found").withDetail("Nothing is at this address");
            case 405 -> Problem.of(405, "method-not-allowed", "This address does not take this method");
            case 406 -> Problem.of(406, "not-acceptable", "None of the accepted media types can be given");
            case 408 -> Problem.of(408, "timeout", "The request took too long to arrive");
            case 411 -> Problem.of(411, "length-required", "The request must say how long its body is");
            case 413 -> Problem.of(413, "body-too-large", "The body is too large");
            case 414 -> Problem.of(414, "address-too-long", "The address is too long");
            case 415 -> Problem.of(415, "unsupported-media-type", "The body is of a media type not taken here");
            case 429 -> Problem.of(429, "too-many-requests", "Too many requests");
            case 431 -> Problem.of(431, "headers-too-large", "The headers are too large");
            case 500 -> Problem.of(500, "internal-error", "Something went wrong");
            case 502 -> Problem.of(502, "service-failed", "A service behind this address failed");
            case 503 -> Problem.of(503, "unavailable", "Not available now");
            case 504 -> Problem.of(504, "service-timeout", "A service behind this address did not answer in time");
            default ->
                status < 500
                        ? Problem.of(status, "request-refused", "The request was refused")
                        : Problem.of(status, "request-failed", "The request failed");
        };
    }
}
