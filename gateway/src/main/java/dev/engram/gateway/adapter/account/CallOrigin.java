package dev.engram.gateway.adapter.account;

import dev.engram.gateway.adapter.connection.CallerNetwork;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.Secret;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;

/** From where the current request comes. */
@RequestScoped
public class CallOrigin {
    /** Only sent back over TLS or to this machine, and only to the host that set it. */
    private static final String DEVICE_COOKIE = "__Host-engram-device";

    private static final int DEVICE_SECONDS = (int) Duration.ofDays(90).toSeconds();

    private final HttpServerRequest request;

    CallOrigin(HttpServerRequest request) {
        this.request = request;
    }

    /** The origin. */
    public Origin get() {
        var device = request.getCookie(DEVICE_COOKIE);
        var shown = device == null ? null : new Secret(device.getValue());
        return new Origin(
                CallerNetwork.of(request.remoteAddress()),
                shown != null && shown.isOf(Secret.DEVICE) ? shown.text() : null);
    }

    /** By which a browser is known the next time; it signs nobody in. */
    public static NewCookie cookie(String device) {
        return new NewCookie.Builder(DEVICE_COOKIE)
                .value(device)
                .path("/")
                .maxAge(DEVICE_SECONDS)
                .secure(true)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
