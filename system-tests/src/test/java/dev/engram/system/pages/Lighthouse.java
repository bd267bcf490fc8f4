package dev.engram.system.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lighthouse from npm with the Chromium of the machine, as a phone on a slow network, which is what it does without settings. */
record Lighthouse(Path chromium) {
    private static final String PACKAGE = "lighthouse@12.8.2";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Audits a page. @param cookie of a person who is signed in, empty for nobody
     *
     * @return its report
     * @throws IOException where npx is missing, or with what Lighthouse says where it fails
     */
    JsonNode report(URI page, String cookie) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("engram lighthouse ");
        var report = folder.resolve("report.json");
        var command = new ArrayList<>(List.of(
                "npx",
                "--yes",
                PACKAGE,
                page.toString(),
                "--quiet",
                "--output=json",
                "--output-path=" + report,
                "--only-categories=performance,accessibility,best-practices",
                "--chrome-flags=--headless=new --no-sandbox"));
        if (!cookie.isEmpty()) {
            var headers = Files.writeString(
                    folder.resolve("headers.json"),
                    JsonNodeFactory.instance.objectNode().put("Cookie", cookie).toString());
            command.add("--extra-headers=" + headers);
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().put("CHROME_PATH", chromium.toString());
        var process = builder.start();
        process.getOutputStream().close();
        var says = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("lighthouse has failed: " + says);
        }
        return JSON.readTree(report.toFile());
    }
}
