package dev.engram.gateway.adapter.page;

import dev.engram.gateway.adapter.compression.Gzip;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers the pages and their parts, from memory. Every address of a page is answered with the same file, whose script shows that page. */
@ApplicationScoped
class PageRoutes {
    /** Before JAX-RS, whose answers to paths that are not here stay. */
    private static final int ORDER = 100;

    /** First parts of the addresses of pages, as clients/pages/src/main.tsx has them. */
    private static final Set<String> PAGES = Set.of(
            "review",
            "learning",
            "classes",
            "decks",
            "hardness",
            "operations",
            "people",
            "account",
            "definitions",
            "design");

    private final Vertx vertx;

    PageRoutes(Vertx vertx) {
        this.vertx = vertx;
    }

    void routes(@Observes Router router) {
        // most of half a second, which need not be over before the first call of the API
        var files = vertx.executeBlocking(PageFiles::read, false);
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(ORDER)
                .handler(context -> answer(context, files));
    }

    private static void answer(RoutingContext context, Future<@Nullable PageFiles> files) {
        var path = String.valueOf(context.request().path());
        if (path.startsWith("/api/") || path.startsWith("/q/")) {
            context.next();
            return;
        }
        files.onFailure(context::fail)
                .onSuccess(read -> at(Objects.requireNonNull(read), path)
                        .ifPresentOrElse(file -> send(context, file), context::next));
    }

    private static Optional<PageFile> at(PageFiles files, String path) {
        return files.at(isPage(path) ? PageFiles.SHELL : path);
    }

    /** Whether this is the address of a page, or below one. */
    static boolean isPage(String path) {
        var end = path.indexOf('/', 1);
        return path.equals("/") || PAGES.contains(path.substring(1, end < 0 ? path.length() : end));
    }

    private static void send(RoutingContext context, PageFile file) {
        var request = context.request();
        var compressed = Gzip.isAccepted(request.getHeader(HttpHeaders.ACCEPT_ENCODING)) ? file.compressed() : null;
        var response = context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, file.cacheControl())
                .putHeader(HttpHeaders.ETAG, file.entityTag(compressed != null))
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        var known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && file.isNamedBy(known)) {
            response.setStatusCode(304).end();
            return;
        }
        var body = compressed == null ? file.plain() : compressed;
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        if (compressed != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }
}
