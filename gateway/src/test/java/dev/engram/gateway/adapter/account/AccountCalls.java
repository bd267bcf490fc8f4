package dev.engram.gateway.adapter.account;

import static io.restassured.RestAssured.given;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.Passwords;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Password;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Makes accounts, and calls the gateway as they do. */
abstract class AccountCalls {
    static final String PASSWORD = "correct horse battery";
    static final String OTHER = "staple of another kind";

    @Inject
    AccountStore accounts;

    @Inject
    Passwords passwords;

    String administrator;

    @BeforeEach
    void makeAdministrator() {
        administrator = name("admin");
        make(administrator, "administrator");
    }

    /** Names of one test are of no other. */
    static String name(String base) {
        return base + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    void make(String username, String... roles) {
        var hash = passwords.hash(Password.typed(PASSWORD));
        accounts.create(new Account(username, hash, new LearnerId(UUID.randomUUID()), Set.of(roles), false));
    }

    static Response signIn(String username, String password) {
        return given().contentType("application/json")
                .body(Map.of("username", username, "password", password))
                .post("/api/v1/tokens");
    }

    static RequestSpecification as(String username) {
        return as(username, PASSWORD);
    }

    static RequestSpecification as(String username, String password) {
        var token = signIn(username, password).then().statusCode(200).extract().path("token");
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    static ValidatableResponse postOpenly(String path, Map<String, String> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1" + path)
                .then();
    }

    static String secretOf(String link) {
        return link.substring(link.indexOf('=') + 1);
    }
}
