package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for operators against services that answer what a test wants. */
class OperationsCommandsTest {
    private static final String CATALOGUE = "{\"name\":\"catalogue\",\"state\":\"LIVE\",\"live\":{\"generation\":1}}";
    private static final String SCHEDULE = "{\"name\":\"schedule\",\"state\":\"LIVE\",\"live\":{\"generation\":%d}}";

    @TempDir
    private Path home;

    private record Answer(int status, String body) {}

    private final List<HttpServer> services = new ArrayList<>();
    private final Map<String, List<Answer>> answers = new HashMap<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private int portBase;

    /** Card, review and analytics; there are seven ports from {@link #portBase}, of which these use the second to fourth. */
    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve("keys"));
        while (services.size() < 3) {
            stop();
            services.clear();
            portBase = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try {
                for (String service : List.of("card", "review", "analytics")) {
                    services.add(service(service, portBase + 1 + services.size()));
                }
            } catch (BindException taken) {
                // another base
            }
        }
        answer("card GET /internal/projections", 200, "{\"projections\":[]}");
        answer("review GET /internal/projections", 200, projections(CATALOGUE, SCHEDULE.formatted(1)));
        answer("analytics GET /internal/projections", 200, projections(CATALOGUE));
    }

    @AfterEach
    void stop() {
        services.forEach(service -> service.stop(0));
    }

    private HttpServer service(String name, int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var request = name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI();
            received.add(request + (body.isEmpty() ? "" : " " + body));
            var queue = answers.getOrDefault(request, List.of(new Answer(404, "{\"title\":\"Not found\"}")));
            var next = queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
            byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** The answers to a request, one after the other; the last one is repeated. */
    private void answer(String request, int status, String body) {
        answers.computeIfAbsent(request, _ -> new ArrayList<>()).add(new Answer(status, body));
    }

    private static String projections(String... all) {
        return "{\"projections\":[" + String.join(",", all) + "]}";
    }

    private Commands.Ran run(Object... arguments) {
        var line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--home", home, "--port-base", portBase));
        return Commands.run(line.toArray());
    }

    @Test
    void shouldAskForTheServiceWhereTwoHaveAProjectionOfTheName() {
        // when
        var ran = run("rebuild", "catalogue");
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("review-service and analytics-service", "name one with --service");
        assertThat(received).noneMatch(request -> request.contains("POST"));
    }

    @Test
    void shouldNameTheProjectionsThatThereAre() {
        assertThat(run("rebuild", "nothing").err()).contains("no projection \"nothing\"", "schedule of review-service");
    }

    @Test
    void shouldWaitUntilTheNewGenerationAnswers() {
        // given
        answer("review GET /internal/projections", 200, projections(SCHEDULE.formatted(2)));
        answer("review POST /internal/projections/schedule/rebuild", 202, "");
        // when
        var ran = run("rebuild", "schedule");
        // then
        assertThat(ran.out()).contains("schedule of review-service: generation 2 answers now");
        assertThat(ran.code()).isZero();
    }

    @Test
    void shouldSayThatALogThatHasLostRecordsIsRestoredBeforeARebuild() {
        // given
        answer(
                "review POST /internal/projections/schedule/rebuild",
                409,
                "{\"type\":\"urn:engram:problem:log-changed\",\"title\":\"It cannot go on\",\"detail\":\"they may be the last copy\"}");
        // when
        var refused = run("rebuild", "schedule");
        // then
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("they may be the last copy");
    }

    @Test
    void shouldFailWhereAnAuditFindsADifference() {
        // given
        answer("review POST /internal/projections/schedule/audit", 202, "{\"state\":\"RUNNING\"}");
        answer("review GET /internal/projections/schedule/audit", 200, "{\"state\":\"RUNNING\",\"recordsRead\":5}");
        answer(
                "review GET /internal/projections/schedule/audit",
                200,
                "{\"state\":\"DONE\",\"result\":{\"records\":9,\"documents\":2,\"differences\":1,\"first\":[{\"part\":\"PARKED_EVENT\","
                        + "\"kind\":\"EXTRA\",\"partition\":3,\"key\":\"k\",\"detail\":\"can be applied\",\"offset\":17}]}}");
        // when
        var ran = run("audit", "schedule");
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(
                        "1 difference (9 records, 2 documents",
                        "parked event extra k: can be applied (partition 3, first event at offset 17)");
    }

    @Test
    void shouldFailWhereAnAuditEndsWithoutAResult() {
        // given
        answer("review POST /internal/projections/schedule/audit", 202, "");
        answer(
                "review GET /internal/projections/schedule/audit",
                200,
                "{\"state\":\"FAILED\",\"failure\":\"Kafka does not answer\"}");
        // when
        var ran = run("audit", "schedule");
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("not compared or not repaired: Kafka does not answer");
    }

    @Test
    void shouldSayWhatAnAuditHasRepaired() {
        // given
        answer("review POST /internal/projections/schedule/audit?repair=true", 202, "");
        answer(
                "review GET /internal/projections/schedule/audit",
                200,
                "{\"state\":\"DONE\",\"result\":{\"records\":9,\"documents\":2,\"differences\":1,\"repaired\":1,\"first\":[{\"part\":\"DOCUMENT\","
                        + "\"kind\":\"DIFFERS\",\"partition\":3,\"key\":\"k\",\"detail\":\"cannot be read: missing: phase\"}]}}");
        // when
        var ran = run("audit", "schedule", "--repair");
        // then
        assertThat(ran.out()).contains("1 difference, 1 repaired (9 records", "cannot be read: missing: phase");
        assertThat(ran.code()).isZero();
    }

    @Test
    void shouldFailWhereARepairHasLeftDifferencesOrPartsUncompared() {
        for (var result : new String[] {
            // many documents were written for one difference, and of a partition nothing was compared
            "\"differences\":2,\"repaired\":1,\"written\":9,\"notCompared\":[{\"what\":\"partition 3\",\"why\":\"the log ends\"}]",
            "\"differences\":0,\"repaired\":0,\"written\":0,\"notCompared\":[{\"what\":\"partition 3\",\"why\":\"the log ends\"}]"
        }) {
            // given
            answer("review POST /internal/projections/schedule/audit?repair=true", 202, "");
            answer(
                    "review GET /internal/projections/schedule/audit",
                    200,
                    "{\"state\":\"DONE\",\"result\":{\"records\":9," + result + ",\"first\":[]}}");
            // when
            var ran = run("audit", "schedule", "--repair");
            // then
            assertThat(ran.out())
                    .contains("not compared: partition 3: the log ends")
                    .doesNotContain("--repair writes");
            assertThat(ran.code()).isEqualTo(1);
        }
    }

    @Test
    void shouldSkipARecordAndShowWhyThatIsRefused() {
        // given
        var skip = "review POST /internal/projections/schedule/skip";
        answer(skip, 204, "");
        answer(
                skip,
                409,
                "{\"type\":\"urn:engram:problem:not-stuck\",\"title\":\"Nothing is skipped\",\"detail\":\"partition 3 is at offset 18, not at 17\"}");
        // when
        var skipped = run("skip", "schedule", "3", "17", "--why", "a bug");
        var refused = run("skip", "schedule", "3", "17", "--why", "a bug");
        var mute = run("skip", "schedule", "3", "17");
        // then
        assertThat(skipped.code()).isZero();
        assertThat(skipped.out()).contains("partition 3 goes on at offset 18", "./engram parked show schedule 3-17");
        assertThat(received).contains(skip + " {\"partition\":3,\"offset\":17,\"why\":\"a bug\"}");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("partition 3 is at offset 18, not at 17");
        assertThat(mute.code()).isEqualTo(2);
    }

    @Test
    void shouldListParkedEventsOfAllPages() {
        // given
        var path = "review GET /internal/projections/schedule/parked?limit=100";
        answer(
                path,
                200,
                "{\"events\":[{\"id\":\"3-17\",\"reason\":\"fold-failed\",\"detail\":\"no card\"}],\"next\":\"4-1\"}");
        answer(
                path + "&cursor=4-1",
                200,
                "{\"events\":[{\"id\":\"4-1\",\"reason\":\"unknown-type\",\"detail\":\"x\"}]}");
        // when
        var ran = run("parked", "schedule");
        // then
        assertThat(ran.out()).contains("2 events parked", "3-17", "fold-failed: no card", "4-1");
        assertThat(ran.code()).isZero();
    }

    @Test
    void shouldReplayOneEventOrAllOfAReason() {
        // given
        answer(
                "review POST /internal/projections/schedule/parked/replay",
                200,
                "{\"results\":[{\"id\":\"3-17\",\"applied\":true},{\"id\":\"4-1\",\"applied\":false,\"reason\":\"unknown-type\",\"detail\":\"x\"}]}");
        // when
        var all = run("parked", "replay", "schedule", "--all", "--reason", "unknown-type");
        var one = run("parked", "replay", "schedule", "3-17");
        var neither = run("parked", "replay", "schedule");
        // then
        assertThat(all.code()).isEqualTo(1);
        assertThat(all.out()).contains("4-1", "still parked: unknown-type: x", "1 event applied, 1 still parked.");
        assertThat(received)
                .contains(
                        "review POST /internal/projections/schedule/parked/replay {\"reason\":\"unknown-type\"}",
                        "review POST /internal/projections/schedule/parked/replay {\"event\":\"3-17\"}");
        assertThat(one.code()).isEqualTo(1);
        assertThat(neither.err()).contains("name one event, or give --all");
    }

    @Test
    void shouldDiscardOnlyWithANote() {
        // given
        answer("review POST /internal/projections/schedule/parked/discard", 204, "");
        // when
        var without = run("parked", "discard", "schedule", "3-17");
        var with = run("parked", "discard", "schedule", "3-17", "--note", "never mattered");
        // then
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("--note");
        assertThat(with.code()).isZero();
        assertThat(received.getLast()).endsWith("{\"event\":\"3-17\",\"note\":\"never mattered\"}");
    }

    @Test
    void shouldRepublishADeck() {
        // given
        var deck = "01890a5d-ac96-774b-bcce-b302099a8057";
        answer("card POST /internal/relay/" + deck, 200, "{\"versions\":3,\"events\":40}");
        // then
        assertThat(run("relay", "republish", deck).out()).contains("3 versions, 40 events");
    }

    @Test
    void shouldNameTheServicesThatCanHaveProjections() {
        assertThat(run("rebuild", "schedule", "--service", "broker").err())
                .contains("--service: broker has no projections", "review-service");
    }

    @Test
    void shouldSayTheRuleOfARefusedFieldOnce() {
        // given
        var rule = "must be partition and offset, such as 3-17";
        answer("review GET /internal/projections/schedule/parked/x", 400, """
                {"title":"A field is not valid","detail":"event: %1$s","field":"event","rule":"%1$s"}""".formatted(rule));
        // then
        assertThat(run("parked", "show", "schedule", "x").err()).containsOnlyOnce(rule);
    }

    @Test
    void shouldShowWhatIsDownAndHowToStartIt() {
        // when
        var ran = run("status");
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .containsPattern("(?m)^mongod +- +\\d+ +down")
                .contains("The stack is not running; ./engram up starts it.");
    }
}
