package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.account.AccountInput;
import dev.engram.gateway.adapter.account.CallOrigin;
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
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs in: a name and a password for a token. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TokenResource {
    private final SignIn signIn;
    private final TokenSigner signer;

    private final CallOrigin origin;

    TokenResource(SignIn signIn, TokenSigner signer, CallOrigin origin) {
        this.signIn = signIn;
        this.signer = signer;
        this.origin = origin;
    }

    /** What a client sends. */
    public record Credentials(
            @Nullable String username, @Nullable String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "credentials";
        }
    }

    /** What it gets. */
    public record TokenAnswer(
            String token, String tokenType, Instant expiresAt, UUID learnerId, SortedSet<String> roles) {}

    /** A token of 15 minutes. */
    @POST
    public Response create(@Nullable Credentials given) {
        var credentials = Fields.required("body", given);
        var username = AccountInput.typed("username", credentials.username());
        var password = AccountInput.typed("password", credentials.password());
        return switch (signIn.attempt(username, password, origin.get())) {
            case SignInOutcome.SignedIn in -> signedIn(in.account(), in.device());
            case SignInOutcome.Refused _ -> throw wrong();
            case SignInOutcome.TooMany many -> throw tooMany(many.pause());
            case SignInOutcome.Overloaded _ -> throw overloaded();
        };
    }

    private Response signedIn(Account account, String device) {
        var signed = signer.sign(account, Instant.now());
        var answer = new TokenAnswer(
                signed.token(),
                "Bearer",
                signed.expiresAt(),
                account.learnerId().value(),
                new TreeSet<>(account.roles()));
        return Response.ok(answer).cookie(CallOrigin.cookie(device)).build();
    }

    private static ProblemException wrong() {
        return Problem.of(401, "credentials-wrong", "Username or password is wrong")
                .exception()
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"engram\"");
    }

    static ProblemException overloaded() {
        return Problem.of(503, "overloaded", "Too much at once")
                .withDetail("Too many people sign in at this moment; the attempt was not looked at and does not count")
                .exception()
                .withHeader(HttpHeaders.RETRY_AFTER, "1");
    }

    static ProblemException tooMany(Duration wait) {
        var seconds = Long.toString(wait.plusMillis(999).toSeconds());
        return Problem.of(429, "too-many-attempts", "Too many failed attempts")
                .withDetail("Try again in " + seconds + " s")
                .exception()
                .withHeader(HttpHeaders.RETRY_AFTER, seconds);
    }
}
