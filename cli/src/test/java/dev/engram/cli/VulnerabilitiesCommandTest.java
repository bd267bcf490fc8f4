package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a database that knows of two vulnerabilities of one package, on two pages. */
class VulnerabilitiesCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BAD = "pkg:maven/org.example/bad@1.0";

    @TempDir
    private Path folder;

    private final List<JsonNode> asked = new ArrayList<>();
    private HttpServer database;
    private String url;

    @BeforeEach
    void startDatabase() throws Exception {
        database = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        database.createContext("/v1/querybatch", exchange -> {
            var body = JSON.createObjectNode();
            var results = body.putArray("results");
            JSON.readTree(exchange.getRequestBody()).path("queries").forEach(query -> {
                asked.add(query);
                var result = results.addObject();
                if (query.at("/package/purl").asText().equals(BAD)) {
                    var isFirst = !query.has("page_token");
                    result.putArray("vulns").addObject().put("id", isFirst ? "GHSA-1" : "CVE-2");
                    if (isFirst) {
                        result.put("next_page_token", "more");
                    }
                }
            });
            var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        database.start();
        url = "http://127.0.0.1:" + database.getAddress().getPort();
    }

    @AfterEach
    void stopDatabase() {
        database.stop(0);
    }

    private Path sbom(String... purls) throws Exception {
        var document = JSON.createObjectNode();
        var components = document.putArray("components");
        for (var purl : purls) {
            components.addObject().put("purl", purl);
        }
        return Files.writeString(folder.resolve("sbom.json"), document.toString());
    }

    @Test
    void shouldListWhatIsKnownOfEachDependency() throws Exception {
        // when
        var ran = Commands.run(
                "vulnerabilities",
                "--database",
                url,
                "--sbom",
                sbom(
                        BAD + "?type=jar",
                        "pkg:maven/org.example/good@2.0?type=jar",
                        "pkg:maven/dev.engram/events@1?type=jar"));
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains(BAD + "  CVE-2  https://osv.dev/CVE-2", BAD + "  GHSA-1  ", "1 of them have known")
                .doesNotContain("good@2.0  ");
        assertThat(asked)
                .extracting(query -> query.at("/package/purl").asText())
                .contains("pkg:maven/org.example/good@2.0")
                .anyMatch(purl -> purl.startsWith("pkg:npm/typescript@"))
                .anyMatch(purl -> purl.startsWith("pkg:npm/%40redocly/"))
                .noneMatch(purl -> purl.contains("dev.engram"));
    }

    @Test
    void shouldSucceedWhereNothingIsKnown() throws Exception {
        assertThat(Commands.run("vulnerabilities", "--database", url, "--sbom", sbom("pkg:maven/org.example/good@2.0"))
                        .code())
                .isZero();
    }

    @Test
    void shouldSayThatNothingIsKnownWhereTheDatabaseCannotBeAsked() throws Exception {
        // given
        database.stop(0);
        // when
        var ran = Commands.run("vulnerabilities", "--database", url, "--sbom", sbom(BAD));
        // then
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains(url + "/v1/querybatch could not be asked", "was not found out");
    }

    @Test
    void shouldNotSayThatSomeAreKnownWhereTheFileCannotBeRead() throws Exception {
        // when
        var ran = Commands.run("vulnerabilities", "--database", url, "--sbom", folder.resolve("none.json"));
        // then
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("none.json is missing");
    }
}
