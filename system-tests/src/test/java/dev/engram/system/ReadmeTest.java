package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.demo.Demo;
import dev.engram.cli.demo.DemoReport;
import dev.engram.cli.demo.DemoScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README promises, tried on the built stack. */
class ReadmeTest {
    private static final String FENCE = "```";

    @Test
    void shouldNameOnlyFilesThatExist() throws IOException {
        // given
        var links = new ArrayList<String>();
        var matcher = Pattern.compile("]\\(([^)#:]+)\\)").matcher(readme());
        while (matcher.find()) {
            links.add(matcher.group(1));
        }

        // then
        assertThat(links)
                .hasSizeGreaterThan(10)
                .allSatisfy(link -> assertThat(Checkout.root().resolve(link)).exists());
    }

    @Test
    void shouldRunTheWalkThroughTheApi() throws Exception {
        // given
        var stack = RunningStack.shared().stack();
        var script =
                bashBlock(readme()).replace("http://127.0.0.1:8080", stack.url().toString());
        assertThat(script).contains(stack.url().toString());

        // when
        var bash = new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", script)
                .directory(Checkout.root().toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // then
        assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(bash.exitValue()).as(output).isZero();
        assertThat(output)
                .contains("\"member\":true")
                .contains("\"caughtUp\":true")
                .doesNotContain("\"caughtUp\":false")
                .contains("\"tag\":\"transformers\"")
                .contains("\"clientId\":\"curl\"");
    }

    @Test
    void shouldAnswerDuplicateThroughoutAndShowTheSameTableWhenTheDemoIsPlayedAgain() throws Exception {
        // given
        var stack = RunningStack.shared().stack();
        var demo = new Demo(stack.url(), DemoScript.load(), Checkout.root());

        // when
        DemoReport first = demo.play(Demo.Watcher.NONE);
        DemoReport second = demo.play(Demo.Watcher.NONE);

        // then
        assertThat(first.batches().stream().mapToInt(sent -> sent.count("REJECTED")))
                .containsOnly(0);
        assertThat(second.batches())
                .allSatisfy(sent -> assertThat(sent.count("DUPLICATE"))
                        .isEqualTo(sent.batch().reviews().size()));
        assertThat(second.mastery().get("tags"))
                .isEqualTo(first.mastery().get("tags"))
                .hasSize(6);
    }

    private static String readme() throws IOException {
        return Files.readString(Checkout.root().resolve("README.md"));
    }

    private static String bashBlock(String text) {
        List<String> blocks = List.of(text.split(FENCE + "bash\n"));
        assertThat(blocks).hasSize(2);
        return blocks.getLast().substring(0, blocks.getLast().indexOf(FENCE));
    }
}
