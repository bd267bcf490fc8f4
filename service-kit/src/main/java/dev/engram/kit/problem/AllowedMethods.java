package dev.engram.kit.problem;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jspecify.annotations.Nullable;

/** Which methods an address takes: for {@code Allow} of a 405, which the framework leaves out, and of OPTIONS. */
@ApplicationScoped
public class AllowedMethods {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    private volatile @Nullable List<Call> calls;

    /** @param literals characters of its path that are not variables: of two that match, the one with more is meant */
    private record Call(Pattern path, int literals, String method) {
        static Call of(String template, String method) {
            var literals = VARIABLE.split(template, -1);
            var path = Arrays.stream(literals).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
            return new Call(
                    Pattern.compile(path + "/?"), String.join("", literals).length(), method);
        }
    }

    /** The methods in order, HEAD beside GET; empty where nothing is at this path. */
    SortedSet<String> of(String path) {
        var matching = calls().stream()
                .filter(call -> call.path().matcher(path).matches())
                .toList();
        var most = matching.stream().mapToInt(Call::literals).max().orElse(0);
        var methods = new TreeSet<String>();
        matching.stream()
                .filter(call -> call.literals() == most)
                .map(Call::method)
                .forEach(methods::add);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return methods;
    }

    /** Answers OPTIONS itself: the framework would name the methods of all addresses of a class. */
    @ServerRequestFilter(preMatching = true)
    public @Nullable Response options(ContainerRequestContext request) {
        if (!request.getMethod().equals(HttpMethod.OPTIONS)) {
            return null;
        }
        var methods = of(request.getUriInfo().getPath());
        return methods.isEmpty() ? null : Response.noContent().allow(methods).build();
    }

    private List<Call> calls() {
        var known = calls;
        if (known == null) {
            known = read();
            calls = known;
        }
        return known;
    }

    private static List<Call> read() {
        var found = new ArrayList<Call>();
        for (var resource : ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers()) {
            for (var handler : resource.value.handlers) {
                if (handler instanceof ClassRoutingHandler routing) {
                    routing.getMappers()
                            .forEach((method, mapper) -> mapper.getTemplates().forEach(call -> {
                                if (method != null) {
                                    found.add(
                                            Call.of(join(resource.template.template, call.template.template), method));
                                }
                            }));
                }
            }
        }
        return List.copyOf(found);
    }

    private static String join(String resource, String call) {
        var begin = resource.endsWith("/") ? resource.substring(0, resource.length() - 1) : resource;
        return call.isEmpty() || call.equals("/") ? begin : begin + (call.startsWith("/") ? call : "/" + call);
    }
}
