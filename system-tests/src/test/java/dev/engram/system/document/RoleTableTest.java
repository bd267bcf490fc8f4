package dev.engram.system.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.kit.auth.Role;
import dev.engram.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/security.md says of every call who may make it, as the code does. */
class RoleTableTest {
    private static final Path PAGE = Checkout.root().resolve("docs/security.md");

    @Test
    void shouldSayWhoMayMakeEveryCall() throws IOException {
        // given
        var committed = Files.readString(PAGE);
        // when
        var made = RoleTable.replaced(committed, ApiCall.all(ApiDocument.of(Checkout.root())));
        if (Boolean.getBoolean("engram.api.update")) {
            Files.writeString(PAGE, made);
        }
        // then
        assertThat(Files.readString(PAGE))
                .as("the table of docs/security.md is not what the code makes; `./engram test api --update` writes it")
                .isEqualTo(made);
    }

    @Test
    void shouldHaveAColumnForEveryRole() {
        assertThat(RoleTable.ROLES).containsExactlyInAnyOrderElementsOf(Role.ALL);
    }
}
