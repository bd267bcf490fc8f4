package dev.engram.gateway.adapter.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.mongo.MongoAccountStore;
import dev.engram.gateway.adapter.password.Argon2Passwords;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Password;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountMainTest {
    private static MongoClient client;

    private final StringWriter printed = new StringWriter();
    private String database;

    @BeforeAll
    static void open() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "account-main-test", Duration.ofSeconds(10), 2);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @BeforeEach
    void empty() {
        database = TestInfra.shared().uniqueDatabase("account-main");
    }

    private int run(String input, String... arguments) {
        var environment = Map.of(
                "ENGRAM_MONGO_URI",
                TestInfra.shared().mongoUri(),
                "ENGRAM_MONGO_DATABASE",
                database,
                "ENGRAM_GATEWAY_PUBLIC_URL",
                "https://learn.example.org");
        return AccountMain.run(
                List.of(arguments), environment, new StringReader(input), new PrintWriter(printed, true));
    }

    private Account account(String username) {
        return new MongoAccountStore(client, client.getDatabase(database))
                .find(username)
                .orElseThrow();
    }

    @Test
    void shouldMakeTheFirstAdministratorWithAPasswordFromTheInput() {
        // when
        var code = run(
                "correct horse battery\n",
                "create",
                "Ada",
                "--role",
                "administrator",
                "--role",
                "learner",
                "--password-stdin");
        // then
        assertThat(code).as(printed.toString()).isZero();
        var ada = account("ada");
        assertThat(ada.roles()).containsExactlyInAnyOrder("administrator", "learner");
        assertThat(new Argon2Passwords()
                        .matches(Password.typed("correct horse battery"), String.valueOf(ada.passwordHash())))
                .isTrue();
        assertThat(printed.toString()).doesNotContain("correct horse");
        assertThat(client.getDatabase(database).getCollection("audit_trail").countDocuments())
                .isEqualTo(2);
    }

    @Test
    void shouldPrintALinkWhereNoPasswordIsGiven() {
        assertThat(run("", "create", "ada", "--role", "administrator")).isZero();
        assertThat(printed.toString()).contains("https://learn.example.org/#password-reset=egw_");
        assertThat(run("", "reset", "ada")).isZero();
        assertThat(account("ada").passwordHash()).isNull();
    }

    @Test
    void shouldDisableAndEnableButNotTheLastAdministrator() {
        // given: one who can sign in, and one who has never set a password
        run("correct horse battery\n", "create", "ada", "--role", "administrator", "--password-stdin");
        run("", "create", "eve", "--role", "administrator");
        run("", "create", "bob", "--role", "learner");
        // then
        assertThat(run("", "disable", "ada")).isEqualTo(1);
        assertThat(printed.toString()).contains("only administrator");
        assertThat(run("", "disable", "bob")).isZero();
        assertThat(account("bob").disabled()).isTrue();
        assertThat(run("", "list")).isZero();
        assertThat(printed.toString()).containsPattern("bob +disabled +20.* learner");
        assertThat(run("", "enable", "bob")).isZero();
        assertThat(account("bob").disabled()).isFalse();
    }

    @Test
    void shouldMakeTheAccountsOfASimulatedClassOnce() {
        // given
        run("", "create", "omar-s1", "--role", "learner");
        var amira = Ids.v8(new UUID(0, 1), "amira");
        var omar = Ids.v8(new UUID(0, 1), "omar");
        var teacher = Ids.v8(new UUID(0, 1), "teacher");
        var accounts = "amira-s1 %s learner%nomar-s1 %s learner%nteacher %s teacher%n".formatted(amira, omar, teacher);
        // when
        assertThat(run("2026-05-01T12:00:00Z%n".formatted() + accounts, "simulate"))
                .as(printed.toString())
                .isZero();
        assertThat(run("2026-05-02T12:00:00Z%n".formatted() + accounts, "simulate"))
                .isZero();
        // then: another run finds them, with the end of the days of the first
        assertThat(printed.toString().lines())
                .contains(
                        "amira-s1 made 2026-05-01T12:00:00Z",
                        "omar-s1 taken",
                        "teacher made 2026-05-01T12:00:00Z",
                        "amira-s1 there 2026-05-01T12:00:00Z");
        assertThat(account("amira-s1")).satisfies(made -> {
            assertThat(made.demo()).isTrue();
            assertThat(made.learnerId()).isEqualTo(new LearnerId(amira));
            assertThat(made.roles()).containsExactly("learner");
        });
        assertThat(account("teacher").roles()).containsExactlyInAnyOrder("learner", "teacher");
        assertThat(account("omar-s1").learnerId().isSimulated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create ada | 2 | --role is needed
            create ada --role root | 2 | --role must be one of
            create --role learner | 2 | the name of the account
            create ada --role learner --email x | 2 | --email must be
            create ada --role learner --password-stdin | 1 | 10 to 128 characters
            remove ada | 2 | there is no command account remove
            disable nobody | 1 | There is no account of this name
            """)
    void shouldSayWhatIsWrong(String arguments, int code, String message) {
        assertThat(run("short\n", arguments.split(" "))).isEqualTo(code);
        assertThat(printed.toString()).contains(message);
        assertThat(client.getDatabase(database).getCollection("accounts").countDocuments())
                .isZero();
    }
}
