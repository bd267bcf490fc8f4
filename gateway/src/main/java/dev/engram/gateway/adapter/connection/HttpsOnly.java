package dev.engram.gateway.adapter.connection;

import dev.engram.gateway.domain.Routes;
import dev.engram.kit.health.StartupCheck;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemResponses;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Once the gateway has a certificate, its port without TLS answers health and the public keys, as before; it sends browsers to the
 * address with TLS and refuses everything else: a call that was redirected would have sent its token readable. Answers with TLS tell
 * browsers to keep to it.
 */
@ApplicationScoped
class HttpsOnly {
    private static final String HSTS = "Strict-Transport-Security";
    private static final String HTTPS = "https://";

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    private final boolean hasCertificate;
    private final String publicUrl;
    private final String hsts;

    /** HTTPS. The files are taken by {@code CertificateSettings}. */
    @ConfigMapping(prefix = "engram.gateway")
    public interface HttpsConfig {
        /** The certificate and the chain above it, PEM. */
        Optional<Path> certificateFile();

        /** Its private key, PKCS #8, PEM; by default in {@link #certificateFile}. */
        Optional<Path> keyFile();

        /** The header Strict-Transport-Security; {@code off} for none. */
        @WithDefault("max-age=31536000")
        String hsts();
    }

    HttpsOnly(
            TlsConfigurationRegistry certificates,
            @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> name,
            @ConfigProperty(name = "engram.gateway.public-url", defaultValue = "") String publicUrl,
            HttpsConfig config) {
        this.hasCertificate = name.map(certificates::get)
                .orElseGet(certificates::getDefault)
                .map(found -> found.getKeyStoreOptions() != null)
                .orElse(false);
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.hsts = config.hsts();
    }

    void start(@Observes StartupEvent started) {
        if (hasCertificate && !publicUrl.startsWith(HTTPS)) {
            StartupCheck.refuse(
                    "the gateway has a certificate (engram.gateway.certificate-file), but engram.gateway.public-url is "
                            + (publicUrl.isEmpty() ? "not set" : publicUrl)
                            + ": links in letters would lead past TLS; remedy: set engram.gateway.public-url"
                            + " (ENGRAM_GATEWAY_PUBLIC_URL) to the page as people type it, such as https://learn.example.org");
        }
    }

    void routes(@Observes Router router) {
        if (hasCertificate) {
            router.route().order(Integer.MIN_VALUE + 2).handler(this::check);
        }
    }

    /**
     * Whether browsers may be told to use this host with TLS only. They would do so for every port: of this machine, where other
     * programs answer without it. Of addresses they take no such header.
     *
     * @param authority of a request, with or without its port
     */
    static boolean isName(String authority) {
        var host = authority.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        return !host.equals("localhost")
                && !host.endsWith(".localhost")
                && !ADDRESS.matcher(host).matches();
    }

    /** Pages, asked for without a secret. What comes with one is refused: a redirect would have it sent readable again and again. */
    private static boolean isForBrowsers(HttpServerRequest request) {
        return (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)
                && !Routes.isGuarded(String.valueOf(request.path()))
                && !request.headers().contains(HttpHeaders.AUTHORIZATION)
                && request.getCookie(SameOrigin.COOKIE) == null;
    }

    private void check(RoutingContext context) {
        var request = context.request();
        if (request.isSSL()) {
            if (!hsts.equals("off") && isName(String.valueOf(request.authority()))) {
                context.response().putHeader(HSTS, hsts);
            }
            context.next();
        } else if (Routes.isForWatchers(request.uri())) {
            context.next();
        } else if (isForBrowsers(request)) {
            context.response()
                    .setStatusCode(308)
                    .putHeader(HttpHeaders.LOCATION, publicUrl + request.uri())
                    .end();
        } else {
            var problem = Problem.of(403, "https-required", "This server takes calls with TLS only")
                    .withDetail("Call " + publicUrl
                            + ". Whatever this call carried could be read on its way: end the session or token,"
                            + " and change the password");
            ProblemResponses.send(context, problem, Map.of());
        }
    }
}
