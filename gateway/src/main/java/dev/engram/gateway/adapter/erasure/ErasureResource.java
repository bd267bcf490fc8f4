package dev.engram.gateway.adapter.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.gateway.adapter.account.CallOrigin;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.adapter.http.TokenResource;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.DemoAccounts;
import dev.engram.gateway.application.SignIn;
import dev.engram.gateway.application.SignIn.SignInOutcome;
import dev.engram.gateway.application.SignInThrottle;
import dev.engram.gateway.application.erasure.Erasures;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.ErasureRequest;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.ErasureRequest.Step;
import dev.engram.gateway.domain.Secret;
import dev.engram.gateway.domain.Session.Kind;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final List<String> ALWAYS = List.of(
            "Events in the log (topics engram.reviews and engram.cards, of which nothing expires), and what is folded from"
                    + " events of decks (the catalogues, with the text of cards): they carry a random number that is linked to no account any more."
                    + " They stay as long as the installation keeps its log.",
            "Backups that were made before the erasure was done: they hold the account too, until whoever keeps them deletes"
                    + " them. The erasure is repeated when one is restored with the list of who was erased.",
            "Deleted documents in the operation log of MongoDB, until newer entries fill it (the operator sees its length as"
                    + " rs.printReplicationInfo()), and in blocks of its files and its journal, until it writes over them, for"
                    + " which there is no time limit.",
            "Entries of the audit trail, without saying who it was: 24 months.",
            "This receipt and the SHA-256 of the random number, by which the erasure is repeated after an older backup was"
                    + " restored: as long as the installation exists.");

    private final Erasures erasures;
    private final AccountStore accounts;
    private final SignIn signIn;
    private final Sessions sessions;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final CallOrigin origin;
    private final SecureRandom random = new SecureRandom();

    ErasureResource(
            Erasures erasures,
            AccountStore accounts,
            SignIn signIn,
            Sessions sessions,
            Caller caller,
            SecurityIdentity identity,
            CallOrigin origin) {
        this.erasures = erasures;
        this.accounts = accounts;
        this.signIn = signIn;
        this.sessions = sessions;
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
                    enumeration = {"DISABLE", "IDENTITY", "EVENT", "PROJECTIONS", "DECKS", "REPEAT", "DONE"},
                    description =
                            "What is done next. REPEAT: everything is removed; some minutes later that is done once more, for what was"
                                    + " still being made")
            String step,

            Instant requestedAt,

            @Schema(description = "When everything that was found was removed") @Nullable
            Instant removedAt,

            @Schema(description = "When nothing was left that could bring anything back") @Nullable
            Instant completedAt,

            @Nullable List<Removed> removed,
            @Nullable List<String> stays) {

        private static Status of(ErasureRequest request, @Nullable String secret) {
            var isRemoved = request.step() == Step.REPEAT || request.step() == Step.DONE;
            return new Status(
                    secret,
                    request.step() == Step.DONE ? "DONE" : "RUNNING",
                    request.step().name(),
                    request.requestedAt(),
                    request.removedAt(),
                    request.completedAt(),
                    isRemoved ? request.removed() : null,
                    isRemoved ? stays(request) : null);
        }

        private static List<String> stays(ErasureRequest request) {
            var stays = new ArrayList<>(ALWAYS);
            var decks = request.decks() == null ? 0 : request.decks();
            if (decks > 0) {
                stays.add(decks
                        + " decks that the person made and that are public or shared: others study them. Their owner is nobody"
                        + " now; they stay as long as the installation exists.");
            }
            return stays;
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Authenticated
    @Operation(
            operationId = "requestErasure",
            summary = "Erase a person: oneself with the password, or as a data officer somebody by name",
            description =
                    "Cannot be undone. The account is disabled at once; the rest follows, as GET /api/v1/erasures/{id} says.")
    @APIResponseSchema(
            value = Status.class,
            responseCode = "202",
            responseDescription = "Requested; the only answer with the id")
    @APIResponse(
            responseCode = "403",
            description =
                    "password-wrong, sign-in-too-old, forbidden (by name the role data-officer is needed), or demo-account, which is erased by nobody; that of a simulated learner by a data officer only")
    @APIResponse(responseCode = "404", description = "not-found: there is no account of that name")
    @APIResponse(
            responseCode = "409",
            description = "erasure-requested before, or last-administrator: make another one first")
    @APIResponse(responseCode = "412", description = "version-conflict: others change the account at this moment")
    @APIResponse(responseCode = "429", description = "too-many-attempts or too-many-requests")
    @APIResponse(responseCode = "503", description = "overloaded: many passwords are hashed at this moment")
    public Response request(@Nullable Wanted given) {
        var wanted = Fields.required("body", given);
        var account = wanted.username() == null ? oneself(wanted.password()) : named(wanted);
        // a data officer removes a simulated class; its learners share a password, so none of them may
        boolean isOfClass = account.learnerId().isSimulated() && wanted.username() != null;
        if (DemoAccounts.isDemo(account) && !isOfClass) {
            throw Problem.of(403, "demo-account", "A demo account is not erased")
                    .withDetail(
                            "Everybody can sign in to it with its published password, and would erase it for all others")
                    .exception();
        }
        var actor = new Actor(caller.learnerId(), origin.get());
        var secret = Secret.of(Secret.ERASURE, random).text();
        var request = erasures.request(actor, account, Secret.digest(secret))
                .orElseThrow(() -> Problem.of(409, "erasure-requested", "The erasure was requested before")
                        .withDetail(
                                "It goes on by itself. GET /api/v1/erasures/{id} shows it, with the id that was told then.")
                        .exception());
        return Response.accepted(Status.of(request, secret)).build();
    }

    /** Whoever has the secret may ask: the account is gone. */
    @GET
    @Path("/{id}")
    @PermitAll
    @Operation(operationId = "readErasure", summary = "How far an erasure is, and what was removed and what stays")
    @APIResponseSchema(value = Status.class, responseDescription = "The erasure")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response status(@PathParam("id") @Schema(pattern = "^" + FORM + "$", examples = EXAMPLE) String id) {
        if (!new Secret(id).isOf(Secret.ERASURE)) {
            throw none();
        }
        var request = erasures.find(Secret.digest(id)).orElseThrow(ErasureResource::none);
        return Response.ok(Status.of(request, null)).build();
    }

    private Account oneself(@Nullable String password) {
        var found = accounts.findByLearner(caller.learnerId());
        if (found.isPresent() && found.get().identity() != null) {
            return signedInJustNow(found.get());
        }
        var typed = Fields.required("password", password);
        var account = found.orElseThrow(ErasureResource::wrong);
        return switch (signIn.attempt(account.username(), typed, origin.get())) {
            case SignInOutcome.SignedIn in when in.account().learnerId().equals(account.learnerId()) -> in.account();
            case SignInOutcome.SignedIn _, SignInOutcome.Refused _ -> throw wrong();
            case SignInOutcome.Overloaded _ -> throw TokenResource.overloaded();
            case SignInOutcome.TooMany many -> throw SignInThrottle.tooMany(many.pause());
        };
    }

    /** There is no password to type again: the provider has asked for it, or knows the browser. */
    private Account signedInJustNow(Account account) {
        var session = SessionResource.caller(identity).sessionId();
        var earliest = Instant.now().minus(JUST_NOW);
        var isRecent = sessions.list(account.learnerId(), Kind.CLIENT, Kind.PAGE).stream()
                .anyMatch(open -> open.id().equals(session) && open.createdAt().isAfter(earliest));
        if (!isRecent) {
            throw Problem.of(403, "sign-in-too-old", "You signed in too long ago for this")
                    .withDetail("Sign in through your provider again, then ask within five minutes")
                    .exception();
        }
        return account;
    }

    private Account named(Wanted wanted) {
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
