package dev.engram.kit.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was wrong with a JSON body, in terms of the body: place and field, never a Java type. */
final class JsonProblems {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);

    private JsonProblems() {}

    /** The problem of the client, or null where the fault is ours (a type that Jackson cannot handle). */
    static @Nullable Problem of(JsonProcessingException failure) {
        return switch (failure) {
            case InvalidDefinitionException _ -> null;
            case JsonMappingException mapping
            when mapping.getCause() instanceof JsonParseException parsing -> of(parsing);
            case JsonMappingException mapping
            when mapping.getCause() instanceof StreamConstraintsException large -> of(large);
            // a constructor of ours refused the value: its message names the rule
            case ValueInstantiationException refused -> invalidField(refused, ruleOf(refused));
            case UnrecognizedPropertyException unknown ->
                invalidField(
                        unknown,
                        KnownNames.rule(
                                unknown.getPropertyName(),
                                unknown.getKnownPropertyIds().stream()
                                        .map(String::valueOf)
                                        .toList()));
            case MismatchedInputException mismatch
            when mismatch.getOriginalMessage().startsWith("Trailing token") ->
                malformed(mismatch, "Something follows the end of the document");
            case MismatchedInputException mismatch ->
                invalidField(mismatch, "must be " + wanted(mismatch.getTargetType()));
            case JsonMappingException mapping
            when mapping.getCause() instanceof InputCoercionException ->
                invalidField(mapping, "must be a number in range");
            case JsonParseException parsing
            when parsing.getOriginalMessage().startsWith("Duplicate field") -> doubled(parsing);
            case StreamConstraintsException _ ->
                malformed(failure, "The document is nested too deep, has too many values or one that is too long");
            default -> malformed(failure, "The body is not well-formed JSON");
        };
    }

    private static Problem malformed(JsonProcessingException failure, String detail) {
        return at(failure.getLocation(), Problem.of(400, "malformed-json", "The body cannot be read as JSON"), detail);
    }

    private static Problem doubled(JsonParseException failure) {
        var parser = failure.getProcessor();
        var field = parser == null ? "" : path(parser.getParsingContext().pathAsPointer());
        var problem = malformed(failure, "The field '" + field + "' is given twice");
        return problem.withField(field, "must be given once");
    }

    /** {@code /reviews/3/rating} as {@code reviews[3].rating}. */
    private static String path(JsonPointer pointer) {
        var path = new StringBuilder();
        for (var rest = pointer; !rest.matches(); rest = rest.tail()) {
            if (rest.mayMatchElement() && rest.getMatchingIndex() >= 0) {
                path.append('[').append(rest.getMatchingIndex()).append(']');
            } else {
                append(path, rest.getMatchingProperty());
            }
        }
        return path.toString();
    }

    private static void append(StringBuilder path, String name) {
        path.append(path.isEmpty() ? "" : ".").append(KnownNames.shown(name));
    }

    private static Problem invalidField(JsonMappingException failure, String rule) {
        var field = path(failure.getPath());
        if (field.isEmpty()) {
            return malformed(failure, "The body " + rule);
        }
        return at(failure.getLocation(), Problem.invalidField(field, rule), field + " " + rule);
    }

    private static Problem at(@Nullable JsonLocation location, Problem problem, String detail) {
        if (location == null || location.getLineNr() < 1) {
            return problem.withDetail(detail);
        }
        return problem.withDetail(
                        detail + " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")")
                .with("line", location.getLineNr())
                .with("column", location.getColumnNr());
    }

    /** {@code reviews[3].rating}. */
    private static String path(List<JsonMappingException.Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                append(path, reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static String ruleOf(ValueInstantiationException refused) {
        var cause = refused.getCause();
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : "is not valid";
    }

    private static String wanted(@Nullable Class<?> type) {
        return switch (type) {
            case null -> "of another type";
            case Class<?> _
            when type.isEnum() ->
                Arrays.stream(type.getEnumConstants())
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", "one of ", ""));
            case Class<?> _ when type == UUID.class -> "a UUID";
            case Class<?> _ when CharSequence.class.isAssignableFrom(type) -> "a string";
            case Class<?> _ when type == boolean.class || type == Boolean.class -> "true or false";
            case Class<?> _ when WHOLE.contains(type) -> "a whole number";
            case Class<?> _ when type.isPrimitive() || Number.class.isAssignableFrom(type) -> "a number";
            case Class<?> _ when Iterable.class.isAssignableFrom(type) || type.isArray() -> "a list";
            case Class<?> _
            when type.getPackageName().equals("java.time") ->
                "in ISO 8601: " + type.getSimpleName().toLowerCase(Locale.ROOT);
            default -> "an object";
        };
    }
}
