package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/clients.md, one after the other, against the running stack. */
class ClientsDocumentTest {

    @TempDir
    Path folder;

    @Test
    void shouldRunTheExamplesWithCurl() throws Exception {
        // given
        var gateway = RunningStack.shared().stack().url().toString();
        var script = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Checkout.root().resolve("docs/clients.md")))
                .results()
                .map(block -> block.group(1))
                .reduce("", String::concat)
                .replace("http://127.0.0.1:8080", gateway)
                .replace("@decks/", "@" + Checkout.root() + "/decks/");
        assertThat(script).contains(gateway, "retractions.json", "Last-Event-ID");

        // when
        var bash = new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // then
        assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(bash.exitValue()).as(output).isZero();
        assertThat(folder.resolve("first.json")).content().contains("\"ACCEPTED\"");
        assertThat(folder.resolve("second.json")).content().containsAnyOf("\"DUPLICATE\"", "\"ACCEPTED\"");
        assertThat(folder.resolve("third.json")).content().contains("\"ACCEPTED\"");
        assertThat(folder.resolve("fourth.json")).content().contains("\"ACCEPTED\"");
        assertThat(output).contains("True\n", "event: change");
    }
}
