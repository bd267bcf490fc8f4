package dev.engram.kit.problem;

import com.fasterxml.jackson.annotation.JsonValue;
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
