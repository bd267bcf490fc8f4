package dev.engram.system.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.local.Folders;
import dev.engram.local.Launch;
import dev.engram.local.LogTail;
import dev.engram.local.ParentDeathGuard;
import dev.engram.local.RunningProcess;
import dev.engram.system.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Keycloak from its distribution, with the realm {@code school} and the client {@code engram}. Its folder is that of the build, where
 * Maven has unpacked it (profile {@code oidc}).
 */
final class Keycloak implements AutoCloseable {
    static final String SECRET = "a-secret-of-the-client-with-40-characters";
    static final String PASSWORD = "correct horse battery";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADMIN = "admin";
    private static final Duration START = Duration.ofMinutes(6);

    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable RunningProcess process;

    Keycloak(int port) {
        this.port = port;
    }

    URI issuer() {
        return URI.create("http://localhost:" + port + "/realms/school");
    }

    /** Starts it with the client of a gateway at this address. */
    void start(URI gateway) throws Exception {
        var distribution = Checkout.root().resolve("system-tests/target/keycloak");
        Path home;
        try (var folders = Files.list(distribution)) {
            home = folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        Folders.delete(home.resolve("data"));
        var realm = Files.createDirectories(home.resolve("data/import")).resolve("school.json");
        var text = new String(
                Keycloak.class.getResourceAsStream("/keycloak/school.json").readAllBytes());
        Files.writeString(realm, text.replace("GATEWAY", gateway.toString()).replace("SECRET", SECRET));
        var launch = new Launch(
                List.of(
                        "/bin/bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname-strict=false"),
                Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms64m -Xmx512m",
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        ADMIN),
                Checkout.root().resolve("system-tests/target/keycloak.log"));
        var started = ParentDeathGuard.guard(new RunningProcess(launch.spawn().toHandle(), launch.log()));
        process = started;
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("Keycloak is not there." + LogTail.describe(launch.log()));
            }
            Thread.sleep(500);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            var metadata = URI.create(issuer() + "/.well-known/openid-configuration");
            return http.send(HttpRequest.newBuilder(metadata).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A person with these roles of the realm. */
    void create(String username, String... roles) throws Exception {
        ObjectNode user = JSON.createObjectNode()
                .put("username", username)
                .put("email", username + "@example.org")
                .put("firstName", "A")
                .put("lastName", "Person")
                .put("emailVerified", true)
                .put("enabled", true);
        user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
        send("POST", "/users", user);
        send("POST", roles(username), representations(roles));
    }

    /** Takes a role of the realm. */
    void take(String username, String... roles) throws Exception {
        send("DELETE", roles(username), representations(roles));
    }

    private String roles(String username) throws Exception {
        var found = send("GET", "/users?exact=true&username=" + username, null);
        return "/users/" + found.get(0).get("id").asText() + "/role-mappings/realm";
    }

    private JsonNode representations(String... roles) throws Exception {
        var all = JSON.createArrayNode();
        for (var role : Arrays.asList(roles)) {
            all.add(send("GET", "/roles/" + role, null));
        }
        return all;
    }

    private JsonNode send(String method, String path, @Nullable JsonNode body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/admin/realms/school" + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private String token() throws Exception {
        var form = "grant_type=password&client_id=admin-cli&username=" + ADMIN + "&password=" + ADMIN;
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body())
                .get("access_token")
                .asText();
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop(Duration.ofSeconds(20));
        }
    }
}
