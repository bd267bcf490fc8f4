package dev.engram.kit.input;

import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.KnownNames;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.problem.ProblemResponses;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a resource method would ignore or misread: a query parameter that it does not declare, that is repeated, has no
 * value or is not UTF-8 (400), an empty or repeated {@code If-Match} (400), parameters within the path (400), a body where it reads
 * none (400), and a body in another character set than UTF-8 or in a content encoding (415).
 */
@ApplicationScoped
public class InputCheck {
    /** What a decoder puts in the place of bytes that are not UTF-8. */
    private static final String REPLACED = "\ufffd";

    private final Map<Method, DeclaredInput> declared = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ContainerRequestContext request, ResourceInfo resource, RoutingContext context) {
        var input = declared.computeIfAbsent(resource.getResourceMethod(), DeclaredInput::of);
        if (!resource.getResourceMethod().isAnnotationPresent(AnyParameters.class)) {
            request.getUriInfo().getQueryParameters().forEach((name, values) -> check(name, values, input));
        }
        var ifMatch = context.request().headers().getAll(HttpHeaders.IF_MATCH);
        // taken for none, a change would be made that was not to be made
        if (ifMatch.size() > 1 || (!ifMatch.isEmpty() && ifMatch.getFirst().isBlank())) {
            throw Fields.invalid(
                    HttpHeaders.IF_MATCH, "must be given once, with the ETag of what is changed, such as \"5\"");
        }
        // in the path as it came; routing leaves them out
        if (String.valueOf(context.request().path()).contains(";")) {
            throw Fields.invalid("path", "must not have parameters after ';'; write them after '?'");
        }
        if (!input.body() && ProblemResponses.hasBody(context.request())) {
            // what follows is not read: the connection cannot be used again
            throw Fields.invalid("body", "must be absent; this address reads none")
                    .withHeader("Connection", "close");
        }
        var type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (input.body() && type != null) {
            checkCharset(type);
        }
        checkEncoding(request.getHeaderString(HttpHeaders.CONTENT_ENCODING));
    }

    private static void check(String name, List<String> values, DeclaredInput input) {
        var isRepeatable = input.parameters().get(name);
        if (isRepeatable == null) {
            throw Fields.invalid(
                    KnownNames.shown(name),
                    KnownNames.rule(name, input.parameters().keySet()));
        }
        if (values.size() > 1 && !isRepeatable) {
            throw Fields.invalid(name, "must be given once, was given " + values.size() + " times");
        }
        for (var value : values) {
            if (value.isEmpty()) {
                throw Fields.invalid(name, "must have a value, as in " + name + "=…; leave it out for the default");
            }
            if (value.contains(REPLACED)) {
                throw Fields.invalid(name, "must be UTF-8, percent-encoded");
            }
        }
    }

    private static void checkCharset(String contentType) {
        var charset = charset(contentType);
        if (charset != null && !charset.equalsIgnoreCase("utf-8") && !charset.equalsIgnoreCase("utf8")) {
            throw unsupported(HttpHeaders.CONTENT_TYPE, "charset must be utf-8 or left out");
        }
    }

    private static @Nullable String charset(String contentType) {
        try {
            var charset = MediaType.valueOf(contentType).getParameters().get(MediaType.CHARSET_PARAMETER);
            return charset == null ? null : charset.replace("\"", "").strip();
        } catch (IllegalArgumentException broken) {
            throw unsupported(HttpHeaders.CONTENT_TYPE, "must be a media type");
        }
    }

    private static void checkEncoding(@Nullable String encoding) {
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw unsupported(HttpHeaders.CONTENT_ENCODING, "must be identity or left out; send the body as it is")
                    .withHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        }
    }

    private static ProblemException unsupported(String header, String rule) {
        return Problem.ofStatus(415)
                .withDetail(header + ": " + rule)
                .withField(header, rule)
                .exception();
    }
}
