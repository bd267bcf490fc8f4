package dev.engram.gateway.adapter.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.account.CallOrigin;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.adapter.http.TokenResource;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.SignIn;
import dev.engram.gateway.application.SignIn.SignInOutcome;
import dev.engram.gateway.application.SignInThrottle;
import dev.engram.gateway.application.erasure.Erasures;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.ErasureRequest;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.ErasureRequest.Step;
import dev.engram.gateway.domain.Secret;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Erases a person: oneself, or as a data officer somebody by name. */
@Path("/api/v1/erasures")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "own data", description = "Take out what is stored of a person, and erase it")
public class ErasureResource {
    private static final String FORM = Secret.ERASURE + "[A-Za-z0-9_-]{43}";
    private static final Duration JUST_NOW = Duration.ofMinutes(5);
    private static final String EXAMPLE = "ege_Hs3w0kX5s2mQm0c1u5l7m9x2Qd8v4b6n1z3y5t7r9pA";

    /** What stays of everybody who is erased. */
    private static final String EVENTS =
            "Events in the log (topics engram.reviews and engram.cards, and copies of them in backups): they carry a random number"
                    + " that is linked to no account any more. They stay as long as the installation keeps its log.";

    private static final String FILES =
            "Deleted blocks of the files and of the operation log of MongoDB: until MongoDB writes over them.";

    private static final String REQUEST =
            "This receipt and the SHA-256 of the random number, by which the erasure is repeated after an older backup was"
                    + " restored: as long as the installation exists.";

    private final Erasures erasures;
    private final AccountStore accounts;
    private final SignIn signIn;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final CallOrigin origin;
    private final SecureRandom random = new SecureRandom();

    ErasureResource(
            Erasures erasures,
            AccountStore accounts,
            SignIn signIn,
            Caller caller,
            SecurityIdentity identity,
            CallOrigin origin) {
        this.erasures = erasures;
        this.accounts = accounts;
        this.signIn = signIn;
        this.caller = caller;
        this.identity = identity;
        this.origin = origin;
    }

    /** @param password of oneself, typed again; or, by a data officer, {@code username} of somebody */
    @Schema(name = "ErasureBody", examples = "{\"password\": \"learn-transformers\"}")
    public record Wanted(
            @Schema(
                    minLength = 1,
                    description =
                            "One's own, typed again: erases oneself. Not needed where one signs in through a provider, and did so in the last five minutes",
                    examples = "learn-transformers")
            @Nullable
            String password,

            @Schema(minLength = 1, description = "Of somebody else, by a data officer, without a password") @Nullable
            String username) {
        /** Without either. */
        @Override
        public String toString() {
            return "erasure";
        }
    }

    /**
     * @param id a secret that shows the request, also when the account is gone; it is told only here
     * @param status {@code RUNNING} or {@code DONE}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Erasure")
    public record Status(
            @Schema(description = "A secret that shows the request, told only in the answer to it", examples = EXAMPLE)
            @Nullable
            String id,

            @Schema(enumeration = {"RUNNING", "DONE"}) String status,

            @Schema(
                    enumeration = {"COUNT", "IDENTITY", "EVENT", "PROJECTIONS", "DONE"},
                    description = "What is done next")
            String step,

            Instant requestedAt,
            @Nullable Instant completedAt,
            @Nullable List<Removed> removed,
            @Nullable List<String> stays) {

        private static Status of(ErasureRequest request, @Nullable String secret) {
            var isDone = request.step() == Step.DONE;
            return new Status(
                    secret,
                    isDone ? "DONE" : "RUNNING",
                    request.step().name(),
                    request.requestedAt(),
                    request.completedAt(),
                    isDone ? request.removed() : null,
                    isDone ? stays(request) : null);
        }

        private static List<String> stays(ErasureRequest request) {
            var decks = request.decks() == null ? 0 : request.decks();
            return decks == 0
                    ? List.of(EVENTS, FILES, REQUEST)
                    : List.of(
                            EVENTS,
                            FILES,
                            REQUEST,
                            decks
                                    + " decks that the person made, under the same random number as owner, until an administrator"
                                    + " deletes them: others may study them.");
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Authenticated
    @Operation(
            operationId = "requestErasure",
            summary = "Erase a person: oneself with the password, or as a data officer somebody by name",
            description =
                    "Cannot be undone. The account is gone at once; the rest follows, as GET /api/v1/erasures/{id} says.")
    @APIResponseSchema(
            value = Status.class,
            responseCode = "202",
            responseDescription = "Requested; the only answer with the id")
    @APIResponse(
            responseCode = "403",
            description = "password-wrong, sign-in-too-old, or forbidden (by name the role data-officer is needed)")
    @APIResponse(responseCode = "404", description = "not-found: there is no account of that name")
    @APIResponse(responseCode = "409", description = "erasure-requested before")
    @APIResponse(responseCode = "429", description = "too-many-attempts or too-many-requests")
    @APIResponse(responseCode = "503", description = "overloaded: many passwords are hashed at this moment")
    public Response request(@Nullable Wanted given) {
        var wanted = Fields.required("body", given);
        var learner = wanted.username() == null ? oneself(wanted.password()) : named(wanted);
        var secret = Secret.of(Secret.ERASURE, random).text();
        var request = erasures.request(learner, Secret.digest(secret))
                .orElseThrow(() -> Problem.of(409, "erasure-requested", "The erasure was requested before")
                        .withDetail("Ask with the id that was told then.")
                        .exception());
        return Response.accepted(Status.of(request, secret))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Whoever has the secret may ask: the account is gone. */
    @GET
    @Path("/{id}")
    @PermitAll
    @Operation(operationId = "readErasure", summary = "How far an erasure is, and what was removed and what stays")
    @APIResponseSchema(value = Status.class, responseDescription = "The erasure")
    @APIResponse(
            responseCode = "401",
            description = "token-invalid or token-expired: none is needed, but one that is sent is looked at")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response status(@PathParam("id") @Schema(pattern = "^" + FORM + "$", examples = EXAMPLE) String id) {
        if (!new Secret(id).isOf(Secret.ERASURE)) {
            throw none();
        }
        var request = erasures.find(Secret.digest(id)).orElseThrow(ErasureResource::none);
        return Response.ok(Status.of(request, null))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private LearnerId oneself(@Nullable String password) {
        var found = accounts.findByLearner(caller.learnerId());
        if (found.isPresent() && found.get().identity() != null) {
            return signedInJustNow(found.get());
        }
        var typed = Fields.required("password", password);
        var account = found.orElseThrow(ErasureResource::wrong);
        return switch (signIn.attempt(account.username(), typed, origin.get())) {
            case SignInOutcome.SignedIn in
            when in.account().learnerId().equals(account.learnerId()) -> account.learnerId();
            case SignInOutcome.SignedIn _, SignInOutcome.Refused _ -> throw wrong();
            case SignInOutcome.Overloaded _ -> throw TokenResource.overloaded();
            case SignInOutcome.TooMany many -> throw SignInThrottle.tooMany(many.pause());
        };
    }

    /** There is no password to type again: the provider has asked for it, or knows the browser. */
    private LearnerId signedInJustNow(Account account) {
        var began = SessionResource.caller(identity).began();
        if (began.plus(JUST_NOW).isBefore(Instant.now())) {
            throw Problem.of(403, "sign-in-too-old", "You signed in too long ago for this")
                    .withDetail("Sign in through your provider again, then ask within five minutes")
                    .exception();
        }
        return account.learnerId();
    }

    private LearnerId named(Wanted wanted) {
        if (wanted.password() != null) {
            throw Fields.invalid("username", "must be absent where a password is given: that erases oneself");
        }
        if (!identity.hasRole(Role.DATA_OFFICER_GROUP)) {
            throw Problem.ofStatus(403)
                    .withDetail(
                            "To erase somebody by name the role data-officer is needed; to erase yourself, give your password")
                    .exception();
        }
        var username = Account.usernameOf(Fields.required("username", wanted.username()));
        return (Account.isUsername(username) ? accounts.find(username) : Optional.<Account>empty())
                .map(Account::learnerId)
                .orElseThrow(() ->
                        Problem.notFound("There is no account of that name").exception());
    }

    private static RuntimeException wrong() {
        return Problem.of(403, "password-wrong", "The password is wrong")
                .withField("password", "must be your password, typed again")
                .exception();
    }

    private static RuntimeException none() {
        return Problem.notFound("There is no erasure with this id").exception();
    }
}
