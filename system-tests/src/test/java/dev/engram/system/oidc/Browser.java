package dev.engram.system.oidc;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody's browser: keeps cookies, follows no redirect by itself. As browsers do for this machine, it takes Secure ones without TLS. */
final class Browser {
    static final String SESSION = "__Host-engram";

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI start;
    private final Map<String, Map<String, String>> cookies = new TreeMap<>();
    private final List<String> everSet = new ArrayList<>();

    Browser(URI gateway) {
        this.start = gateway.resolve("/api/v1/oidc/sign-in");
    }

    /** The request to the provider with which a sign-in begins. */
    URI begin() throws IOException, InterruptedException {
        return location(get(start));
    }

    /** Signs in at the provider. @return where that sends the browser back to */
    URI authenticate(URI request, String username) throws IOException, InterruptedException {
        var form = FORM.matcher(get(request).body());
        if (!form.find()) {
            throw new AssertionError("the provider shows no form");
        }
        var fields = "username=" + encoded(username) + "&password=" + encoded(Keycloak.PASSWORD) + "&credentialId=";
        return location(send(HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields))));
    }

    /** The whole sign-in. @return where the gateway sends the browser in the end */
    String signIn(String username) throws IOException, InterruptedException {
        return follow(authenticate(begin(), username));
    }

    /** @return where the answer sends the browser */
    String follow(URI address) throws IOException, InterruptedException {
        var answer = get(address);
        if (answer.statusCode() != 302 && answer.statusCode() != 303) {
            throw new AssertionError(address + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Location").orElseThrow();
    }

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address));
    }

    /** A request of a page of the gateway. */
    HttpResponse<String> ofPage(String method, String path, String json) throws IOException, InterruptedException {
        return send(method, path, json, Map.of("Sec-Fetch-Site", "same-origin"));
    }

    HttpResponse<String> send(String method, String path, String json, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(start.resolve(path))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return send(request);
    }

    Set<String> cookiesOfGateway() {
        return cookies.getOrDefault(start.getAuthority(), Map.of()).keySet();
    }

    boolean isSignedIn() {
        return cookiesOfGateway().contains(SESSION);
    }

    /** Names of all cookies that were ever set, also of those that are gone. */
    List<String> everSet() {
        return List.copyOf(everSet);
    }

    /** What this browser keeps, for another one. */
    Map<String, Map<String, String>> copyOfCookies() {
        var copy = new TreeMap<String, Map<String, String>>();
        cookies.forEach((host, kept) -> copy.put(host, new TreeMap<>(kept)));
        return copy;
    }

    Browser with(Map<String, Map<String, String>> others) {
        cookies.clear();
        cookies.putAll(others);
        return this;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var host = request.build().uri().getAuthority();
        var kept = cookies.computeIfAbsent(host, _ -> new TreeMap<>());
        if (!kept.isEmpty()) {
            request.header(
                    "Cookie",
                    kept.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        for (var line : answer.headers().allValues("Set-Cookie")) {
            var cookie = HttpCookie.parse(line).getFirst();
            if (cookie.getMaxAge() == 0) {
                kept.remove(cookie.getName());
            } else {
                everSet.add(cookie.getName());
                kept.put(cookie.getName(), line.substring(line.indexOf('=') + 1).split(";", 2)[0]);
            }
        }
        return answer;
    }

    private static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
