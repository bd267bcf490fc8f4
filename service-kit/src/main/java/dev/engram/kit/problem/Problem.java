package dev.engram.kit.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.engram.kit.logging.RequestId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request, or one item of it, was not done (RFC 9457). Written as JSON with {@code type},
 * {@code title}, {@code status}, then the other known members; members of {@code extra} stand beside these.
 *
 * @param slug stable name of the kind of problem, lower case with hyphens; {@code type} is {@code urn:engram:problem:<slug>}
 * @param title one phrase, the same for every problem of the kind
 * @param status HTTP status, 400 to 599
 * @param detail a sentence about this occurrence, for a person
 * @param field the input at fault, as a path such as {@code reviews[3].rating} or the name of a parameter
 * @param rule what the field must satisfy
 * @param extra further members; must not reuse a name above
 */
public record Problem(
        String slug,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String field,
        @Nullable String rule,
        Map<String, Object> extra) {

    /** What {@code type} begins with. */
    public static final String TYPE_PREFIX = "urn:engram:problem:";

    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        if (!slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("slug must be lower case words joined by hyphens, was " + slug);
        }
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be within 400 to 599, was " + status);
        }
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** A problem of which only the kind is known. */
    public static Problem of(int status, String slug, String title) {
        return new Problem(slug, title, status, null, null, null, Map.of());
    }

    /** 400: one input breaks a rule, e.g. {@code invalidField("rating", "one of AGAIN, HARD, GOOD, EASY")}. */
    public static Problem invalidField(String field, String rule) {
        return of(400, "invalid-field", "A field is not valid")
                .withDetail(field + ": " + rule)
                .withField(field, rule);
    }

    /** 404, saying what there is not. */
    public static Problem notFound(String detail) {
        return of(404, "not-found", "Not found").withDetail(detail);
    }

    /** 409: as much as there may be. @param quota of what, as a slug @param detail what the limit is about and what to do */
    public static Problem quotaUsedUp(String quota, long limit, String detail) {
        return of(409, "quota-exceeded", "A quota is used up")
                .withDetail(detail)
                .with("quota", quota)
                .with("limit", limit);
    }

    /** 503: more is being read or written than this instance may hold. */
    public static Problem overloaded() {
        return of(503, "overloaded", "Too much at once")
                .withDetail("Nothing is recorded; send the whole request again a little later");
    }

    /** The problem of an HTTP status, 400 to 599. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> of(400, "bad-request", "The request cannot be understood");
            case 401 -> of(401, "token-missing", "Sign in first");
            case 403 -> of(403, "forbidden", "Not allowed");
            case 404 -> of(404, "not-found", "Not found").withDetail("Nothing is at this address");
            case 405 -> of(405, "method-not-allowed", "This address does not take this method");
            case 406 -> of(406, "not-acceptable", "None of the accepted media types can be given");
            case 408 -> of(408, "timeout", "The request took too long to arrive");
            case 411 -> of(411, "length-required", "The request must say how long its body is");
            case 413 -> of(413, "body-too-large", "The body is too large");
            case 414 -> of(414, "address-too-long", "The address is too long");
            case 415 -> of(415, "unsupported-media-type", "The body is of a media type not taken here");
            case 429 -> of(429, "too-many-requests", "Too many requests");
            case 431 -> of(431, "headers-too-large", "The headers are too large");
            case 500 -> of(500, "internal-error", "Something went wrong");
            case 502 -> of(502, "service-failed", "A service behind this address failed");
            case 503 -> of(503, "unavailable", "Not available now");
            case 504 -> of(504, "service-timeout", "A service behind this address did not answer in time");
            default ->
                status < 500
                        ? of(status, "request-refused", "The request was refused")
                        : of(status, "request-failed", "The request failed");
        };
    }

    /** The same problem with a sentence about this occurrence. */
    public Problem withDetail(String text) {
        return new Problem(slug, title, status, text, field, rule, extra);
    }

    /** The same problem, naming the input at fault and what it must satisfy. */
    public Problem withField(String name, @Nullable String mustBe) {
        return new Problem(slug, title, status, detail, name, mustBe, extra);
    }

    /** The same problem with one more member; {@code value} is anything Jackson can write. */
    public Problem with(String name, Object value) {
        var more = new LinkedHashMap<>(extra);
        more.put(name, value);
        return new Problem(slug, title, status, detail, field, rule, more);
    }

    /** The same problem, naming the request that met it, as log lines do; nothing is added where that is not known. */
    public Problem withRequest(@Nullable String requestId) {
        return requestId == null ? this : with(RequestId.KEY, requestId);
    }

    /** {@code urn:engram:problem:<slug>}. */
    public String type() {
        return TYPE_PREFIX + slug;
    }

    /** This problem as something to throw. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** The members of the JSON document, in order; absent ones are left out. */
    @JsonValue
    public Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", type());
        members.put("title", title);
        members.put("status", status);
        if (detail != null) {
            members.put("detail", detail);
        }
        if (field != null) {
            members.put("field", field);
        }
        if (rule != null) {
            members.put("rule", rule);
        }
        extra.forEach(members::putIfAbsent);
        return members;
    }
}
