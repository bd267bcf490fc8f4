package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.SignIn;
import dev.engram.gateway.application.SignIn.SignInOutcome;
import dev.engram.gateway.domain.Account;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signs in: a name and a password for a token. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "people", description = "Sign in")
public class TokenResource {
    private final SignIn signIn;
    private final TokenSigner signer;

    TokenResource(SignIn signIn, TokenSigner signer) {
        this.signIn = signIn;
        this.signer = signer;
    }

    /** What a client sends. */
    public record Credentials(
            @Schema(required = true, minLength = 1, pattern = "\\S", examples = "learner") @Nullable
            String username,

            @Schema(required = true, minLength = 1, pattern = "\\S", examples = "learn-transformers") @Nullable
            String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "credentials";
        }
    }

    /** What it gets. */
    @Schema(name = "Token")
    public record TokenAnswer(
            @Schema(description = "For the header Authorization, after 'Bearer '")
            String token,

            @Schema(enumeration = "Bearer") String tokenType,
            Instant expiresAt,

            @Schema(description = "A pseudonym; nothing else that is stored names the person")
            UUID learnerId,

            @Schema(description = "What the token allows", examples = "[\"author\", \"learner\"]")
            SortedSet<String> roles) {}

    /** A token of 15 minutes. */
    @POST
    @Operation(operationId = "createToken", summary = "Sign in: a token of 15 minutes for a name and a password")
    @APIResponse(
            responseCode = "200",
            description = "The token",
            content = @Content(schema = @Schema(implementation = TokenAnswer.class)))
    @APIResponse(responseCode = "401", description = "credentials-wrong")
    @APIResponse(responseCode = "429", description = "too-many-attempts or too-many-requests")
    public Response create(@Nullable Credentials given) {
        var credentials = Fields.required("body", given);
        var username = filled("username", credentials.username());
        var password = filled("password", credentials.password());
        return switch (signIn.attempt(username, password)) {
            case SignInOutcome.SignedIn in -> signedIn(in.account());
            case SignInOutcome.Refused _ -> throw wrong();
            case SignInOutcome.TooMany many -> throw tooMany(many.pause());
        };
    }

    private Response signedIn(Account account) {
        var signed = signer.sign(account, Instant.now());
        var answer = new TokenAnswer(
                signed.token(),
                "Bearer",
                signed.expiresAt(),
                account.learnerId().value(),
                new TreeSet<>(account.roles()));
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static String filled(String field, @Nullable String value) {
        var given = Fields.required(field, value == null || value.isBlank() ? null : value);
        // half a surrogate pair would be taken for a question mark
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(given)) {
            throw Fields.invalid(field, "must be well-formed Unicode, without half a surrogate pair");
        }
        return given;
    }

    private static ProblemException wrong() {
        return Problem.of(401, "credentials-wrong", "Username or password is wrong")
                .exception()
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"engram\"");
    }

    private static ProblemException tooMany(Duration wait) {
        var seconds = Long.toString(wait.plusMillis(999).toSeconds());
        return Problem.of(429, "too-many-attempts", "Too many failed attempts")
                .withDetail("Try again in " + seconds + " s")
                .exception()
                .withHeader(HttpHeaders.RETRY_AFTER, seconds);
    }
}
