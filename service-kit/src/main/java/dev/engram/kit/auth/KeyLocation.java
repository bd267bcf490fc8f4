package dev.engram.kit.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** Keys at an address: a JSON Web Key Set (RFC 7517) by HTTP, as the gateway serves it, or one public key in a PEM file. */
final class KeyLocation implements KeySource {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 64 * 1024;

    private final String location;

    /** @param location {@code http://…}, {@code https://…}, {@code file:…} or a path */
    KeyLocation(String location) {
        this.location = location;
    }

    @Override
    public boolean mayComeLater() {
        return isHttp();
    }

    private boolean isHttp() {
        return location.startsWith("http:") || location.startsWith("https:");
    }

    @Override
    public Map<String, PublicKey> read() throws IOException {
        try {
            return isHttp() ? keySet(download()) : pem();
        } catch (JoseException | GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IOException("%s is not what was expected (%s)".formatted(location, e.getMessage()), e);
        }
    }

    private String download() throws IOException {
        var connection = (HttpURLConnection) URI.create(location).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new IOException(location + " answered " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, PublicKey> keySet(String json) throws JoseException, IOException {
        var keys = new HashMap<String, PublicKey>();
        for (var key : new JsonWebKeySet(json).getJsonWebKeys()) {
            if (key instanceof EllipticCurveJsonWebKey ec && ec.getKeyId() != null) {
                keys.put(ec.getKeyId(), ec.getECPublicKey());
            }
        }
        if (keys.isEmpty()) {
            throw new IOException("the key set holds no key");
        }
        return keys;
    }

    private Map<String, PublicKey> pem() throws IOException, GeneralSecurityException {
        var file = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
        var der = Base64.getDecoder().decode(Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", ""));
        var key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        return Map.of(new EllipticCurveJsonWebKey(key).calculateBase64urlEncodedThumbprint("SHA-256"), key);
    }

    @Override
    public String toString() {
        return location;
    }
}
