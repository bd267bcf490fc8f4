package dev.engram.system.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.Ids;
import dev.engram.kit.auth.Role;
import dev.engram.system.Checkout;
import dev.engram.system.RunningStack;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every call of the document does what it says of roles, on the running stack. Bodies are empty where a call could change something
 * that the run needs; roles are checked before bodies are read.
 */
class RolesTest {
    private static final int AT_A_TIME = 8;
    private static final Set<Integer> HIDDEN = Set.of(401, 403, 404);

    /** Refusals for other reasons than a role: sign-up is off, and the callers have tokens but no accounts. */
    private static final List<String> OTHER_REASONS =
            List.of("urn:engram:problem:sign-up-closed", "The account of this token is gone or disabled");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static List<ApiCall> calls;
    private static RunningStack running;
    private static OtherPerson other;

    @BeforeAll
    static void prepare() throws Exception {
        calls = ApiCall.all(ApiDocument.of(Checkout.root()));
        running = RunningStack.shared();
        other = OtherPerson.in(running, HTTP);
        assertThat(calls).hasSizeGreaterThan(50);
    }

    /** An answer, with what differs between two equal ones left out. */
    private record Answer(int status, String body) {}

    private static Answer send(ApiCall call, Optional<String> token, Map<String, String> ids) throws Exception {
        var address = new StringBuilder(call.path());
        var asked = new TreeMap<String, String>();
        for (var parameter : call.operation().path("parameters")) {
            var name = parameter.get("name").asText();
            if (parameter.get("in").asText().equals("path")) {
                var value = id(call, name, ids);
                var text = "{" + name + "}";
                address.replace(address.indexOf(text), address.indexOf(text) + text.length(), value);
            } else if (parameter.get("in").asText().equals("query") && ids.containsKey(name)) {
                address.append(address.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(ids.get(name));
                asked.put(name, ids.get(name));
            }
        }
        var request = HttpRequest.newBuilder(running.stack().url().resolve(address.toString()))
                .timeout(Duration.ofSeconds(30))
                .header("Sec-Fetch-Site", "same-origin")
                .method(
                        call.verb(),
                        body(call, ids).map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        token.ifPresent(given -> request.header("Authorization", "Bearer " + given));
        call.operation().at("/requestBody/content").fieldNames().forEachRemaining(type -> {
            request.header("Content-Type", type);
        });
        if (call.operation().at("/responses/200/content").has("text/event-stream")) {
            // refused after the role was checked: a stream would go on for minutes
            request.header("Last-Event-ID", "none");
        }
        if (call.documents(428)) {
            request.header("If-Match", "\"1\"");
        }
        var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
        // an answer may repeat what was asked for
        return answer(response, response.statusCode() >= 400 ? ids : asked);
    }

    private static String id(ApiCall call, String name, Map<String, String> ids) {
        if (!name.equals("id")) {
            // of operators, the same for everybody
            return switch (name) {
                case "service" -> "reviews";
                case "name" -> "nothing";
                case "event" -> "0-0";
                default -> ids.get(name);
            };
        }
        return switch (call.path().split("/")[3]) {
            case "sessions" -> ids.get("session");
            case "access-tokens" -> ids.get("access-token");
            case "erasures" -> "ege_" + "a".repeat(43);
            default -> UUID.randomUUID().toString();
        };
    }

    /** The example of the document where the address names a thing that must hide, else nothing that could succeed. */
    private static Optional<String> body(ApiCall call, Map<String, String> ids) {
        var content = call.operation().at("/requestBody/content");
        if (content.isMissingNode()) {
            return Optional.empty();
        }
        var example = content.at("/application~1json/example");
        if (!call.path().contains("{") || example.isMissingNode()) {
            return Optional.of("{}");
        }
        var body = (ObjectNode) example.deepCopy();
        body.remove("learnerId");
        if (body.has("cardId")) {
            body.put("cardId", ids.get("cardId"));
        }
        return Optional.of(body.toString());
    }

    private static Answer answer(HttpResponse<byte[]> response, Map<String, String> ids) {
        var body = new String(response.body(), StandardCharsets.ISO_8859_1).replaceAll("\"requestId\":\"[^\"]*\"", "");
        for (var id : ids.entrySet()) {
            body = body.replace(id.getValue(), id.getKey());
        }
        return new Answer(response.statusCode(), body);
    }

    /** Of nobody. */
    private static Map<String, String> absent() {
        return Map.of(
                "username", "nobody-1",
                "session", UUID.randomUUID().toString(),
                "access-token", UUID.randomUUID().toString(),
                "deckId", Ids.v7().toString(),
                "cardId", Ids.v7().toString(),
                "reviewId", Ids.v7().toString(),
                "cohortId", UUID.randomUUID().toString(),
                "fitId", Ids.v7().toString());
    }

    /** Somebody of this role alone. */
    private static Optional<String> person(String role) {
        return Optional.of(running.tokens().token(UUID.randomUUID().toString(), Set.of(role)));
    }

    private interface Check {
        /** What is wrong; empty where nothing is. */
        Optional<String> of(ApiCall call, String role) throws Exception;
    }

    private static List<String> wrong(List<String> roles, Check check) throws InterruptedException, ExecutionException {
        return wrong(calls, roles, check);
    }

    private static List<String> wrong(List<ApiCall> calls, List<String> roles, Check check)
            throws InterruptedException, ExecutionException {
        var results = new ArrayList<Future<Optional<String>>>();
        try (var workers = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (var call : calls) {
                for (var role : roles) {
                    Callable<Optional<String>> work = () -> check.of(call, role);
                    results.add(workers.submit(work));
                }
            }
        }
        var wrong = new ArrayList<String>();
        for (var result : results) {
            result.get().ifPresent(wrong::add);
        }
        return wrong;
    }

    private static List<String> everyRole() {
        return Role.ALL.stream().sorted().toList();
    }

    private static Optional<String> problem(boolean isWell, ApiCall call, String who, Object answer) {
        return isWell ? Optional.empty() : Optional.of(call + " as " + who + ": " + answer);
    }

    private static Optional<String> checkRole(ApiCall call, String role) throws Exception {
        var answer = send(call, person(role), absent());
        var isRefused = Set.of(401, 403).contains(answer.status())
                && OTHER_REASONS.stream().noneMatch(answer.body()::contains);
        var isWell = call.isFor(role)
                ? !isRefused && answer.status() < 500
                : HIDDEN.contains(answer.status()) && call.documents(answer.status());
        return problem(isWell, call, role, answer);
    }

    @Test
    void shouldLetThoseMakeACallWhoMayAndNobodyElse() throws Exception {
        // when
        var wrong = wrong(everyRole(), RolesTest::checkRole);
        // then
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldNoticeAWrongRole() throws Exception {
        // given
        var documented = calls.stream()
                .filter(call -> call.toString().equals("POST /api/v1/decks"))
                .findFirst()
                .orElseThrow();
        var other = new ApiCall(
                documented.verb(), documented.path(), false, Set.of(Role.TEACHER_GROUP), documented.operation());
        // when
        var wrong = wrong(List.of(other), everyRole(), RolesTest::checkRole);
        // then
        assertThat(wrong)
                .satisfiesExactlyInAnyOrder(
                        lets -> assertThat(lets).contains("as author: Answer[status=400"),
                        refuses -> assertThat(refuses).contains("as teacher: Answer[status=403"));
    }

    @Test
    void shouldAskForACredentialThatIsGoodNow() throws Exception {
        // given
        var tokens = running.tokens();
        var learner = UUID.randomUUID();
        var bad = Map.of(
                "no token",
                Optional.<String>empty(),
                "another audience",
                Optional.of(tokens.foreign(learner, "engram", "engram-cards")),
                "expired",
                Optional.of(tokens.expired(learner, Instant.now().minusSeconds(120))));
        // when
        var wrong = wrong(List.copyOf(bad.keySet()), (call, who) -> {
            var answer = send(call, bad.get(who), absent());
            return problem((answer.status() == 401) != call.isOpen() && answer.status() < 500, call, who, answer);
        });
        // then
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldTakeAPersonalAccessTokenForItsScopesOnly() throws Exception {
        // when
        var wrong = wrong(List.of("metrics:read"), (call, scope) -> {
            var answer = send(call, Optional.of(other.personalToken()), absent());
            return problem(call.isOpen() || answer.status() == 403, call, scope, answer);
        });
        // then
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldAnswerForThingsOfAnotherPersonAsForThingsThatDoNotExist() throws Exception {
        // given
        var before = other.belongings(running, HTTP);
        // when
        var wrong = wrong(everyRole(), (call, role) -> {
            // administrators may see and change accounts
            if (call.path().startsWith("/api/v1/accounts/") && call.isFor(role)) {
                return Optional.empty();
            }
            var theirs = send(call, person(role), other.ids());
            var nobodys = send(call, person(role), absent());
            var isHidden = !call.path().contains("{") || theirs.status() >= 400 || call.isOpen();
            // the audit trail names the sessions, tokens and cohorts that were made and ended
            var isAudit = call.path().equals("/api/v1/audit-trail") && call.isFor(role);
            var known = isAudit
                    ? List.of(
                            other.ids().get("session"),
                            other.ids().get("access-token"),
                            other.ids().get("cohortId"))
                    : List.of();
            var isWell = known.containsAll(other.found(theirs.body()))
                    && isHidden
                    && (!call.path().contains("{") || theirs.equals(nobodys));
            return problem(isWell, call, role, theirs + " but of nobody's: " + nobodys);
        });
        // then
        assertThat(wrong).isEmpty();
        assertThat(other.belongings(running, HTTP)).isEqualTo(before);
    }
}
