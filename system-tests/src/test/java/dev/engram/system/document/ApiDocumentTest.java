package dev.engram.system.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/openapi.yaml is what the code makes. */
class ApiDocumentTest {
    private static final Path COMMITTED = Checkout.root().resolve("docs/openapi.yaml");

    @Test
    void shouldBeCommittedAsTheCodeMakesIt() throws IOException {
        // given
        var made = ApiDocument.text(ApiDocument.of(Checkout.root()));
        if (Boolean.getBoolean("engram.api.update")) {
            Files.writeString(COMMITTED, made);
        }
        // when
        var committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        // then
        assertThat(committed)
                .as(
                        "docs/openapi.yaml is not what the code makes; `./engram test api --update` writes it, then build again")
                .isEqualTo(made);
    }
}
