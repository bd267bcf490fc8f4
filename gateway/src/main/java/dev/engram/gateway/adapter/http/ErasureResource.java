package dev.engram.gateway.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.account.CallOrigin;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.Erasures;
import dev.engram.gateway.application.SignIn;
import dev.engram.gateway.application.SignIn.SignInOutcome;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.ErasureRequest;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.ErasureRequest.Step;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Erases a person: oneself, or as a data officer somebody by name. */
@Path("/api/v1/erasures")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ErasureResource {
    private static final String PREFIX = "ege_";
    private static final Pattern SECRET = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

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
    public record Wanted(
            @Nullable String password, @Nullable String username) {
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
    public record Status(
            @Nullable String id,
            String status,
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
    public Response request(@Nullable Wanted given) {
        var wanted = Fields.required("body", given);
        var learner = wanted.username() == null ? oneself(wanted.password()) : named(wanted);
        var secret = secret();
        var request = erasures.request(learner, digest(secret))
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
    public Response status(@PathParam("id") String id) {
        if (!SECRET.matcher(id).matches()) {
            throw none();
        }
        var request = erasures.find(digest(id)).orElseThrow(ErasureResource::none);
        return Response.ok(Status.of(request, null))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private LearnerId oneself(@Nullable String password) {
        var typed = Fields.required("password", password);
        var account = accounts.findByLearner(caller.learnerId()).orElseThrow(ErasureResource::wrong);
        return switch (signIn.attempt(account.username(), typed, origin.get())) {
            case SignInOutcome.SignedIn in
            when in.account().learnerId().equals(account.learnerId()) -> account.learnerId();
            case SignInOutcome.SignedIn _, SignInOutcome.Refused _ -> throw wrong();
            case SignInOutcome.Overloaded _ -> throw TokenResource.overloaded();
            case SignInOutcome.TooMany many -> throw TokenResource.tooMany(many.pause());
        };
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
        return (Account.isUsername(username) ? accounts.find(username) : java.util.Optional.<Account>empty())
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

    private String secret() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String digest(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
