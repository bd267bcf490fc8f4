package dev.engram.gateway.adapter.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.gateway.adapter.account.CallOrigin;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.erasure.IdentityStore;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.auth.Role;
import dev.engram.kit.limit.JobConfig;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ResponseChunks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything about the caller as a zip file, put together while it is sent. */
@Path("/api/v1/take-out")
@Authenticated
@RunOnVirtualThread
@Tag(name = "own data", description = "Take out what is stored of a person, and erase it")
public class TakeOutResource {
    private static final Logger LOG = LoggerFactory.getLogger(TakeOutResource.class);

    /** Files of the zip, and which call gives them. */
    private static final Map<String, Part> PARTS = parts();

    private final ServiceCalls calls;
    private final IdentityStore identities;
    private final SecurityIdentity identity;
    private final TokenSigner signer;
    private final CurrentVertxRequest request;
    private final ObjectMapper mapper;
    private final AuditTrail audit;
    private final CallOrigin origin;
    private final JobSlots slots;

    /** Take-outs at a time. */
    @ConfigMapping(prefix = "engram.gateway.take-out")
    interface TakeOutConfig extends JobConfig {
        @Override
        @WithDefault("1")
        int perCaller();
    }

    private record Part(Service service, String path) {}

    private static Map<String, Part> parts() {
        var parts = new LinkedHashMap<String, Part>();
        parts.put("reviews/events.ndjson", new Part(Service.REVIEWS, "/internal/take-out/events.ndjson"));
        parts.put("reviews/cards.ndjson", new Part(Service.REVIEWS, "/internal/take-out/cards.ndjson"));
        parts.put("reviews/reviews.csv", new Part(Service.REVIEWS, "/internal/take-out/reviews.csv"));
        parts.put("plan.json", new Part(Service.REVIEWS, "/api/v1/plan"));
        parts.put("memberships.json", new Part(Service.REVIEWS, "/api/v1/decks/memberships"));
        parts.put("mastery.json", new Part(Service.ANALYTICS, "/api/v1/mastery/tags"));
        return parts;
    }

    TakeOutResource(
            ServiceCalls calls,
            IdentityStore identities,
            SecurityIdentity identity,
            TokenSigner signer,
            CurrentVertxRequest request,
            ObjectMapper mapper,
            AuditTrail audit,
            CallOrigin origin,
            TakeOutConfig config,
            MeterRegistry meters) {
        this.calls = calls;
        this.identities = identities;
        this.identity = identity;
        this.signer = signer;
        this.request = request;
        this.mapper = mapper;
        this.audit = audit;
        this.origin = origin;
        this.slots = new JobSlots("take-out", config.limits(), meters);
    }

    /** A client that takes nothing for 10 seconds is cut off; a service that fails cuts it off too, so the zip is whole or broken. */
    @GET
    @Operation(
            operationId = "takeOut",
            summary = "Everything that is stored of the caller, as a zip file",
            description = "README.txt in it says what each file is.")
    @APIResponse(
            responseCode = "200",
            description = "The zip; broken off where a service fails meanwhile",
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "429", description = "too-many-requests: of these, or of take-outs at a time")
    @APIResponse(responseCode = "503", description = "service-unavailable, or overloaded with take-outs")
    @Produces({"application/zip", Problem.MEDIA_TYPE})
    public void takeOut() {
        var caller = ofAllRoles(SessionResource.caller(identity));
        slots.run(caller.learnerId(), () -> {
            // before the first byte
            tell(caller, Outcome.OK, "begun");
            boolean isWhole = false;
            try {
                isWhole = send(caller);
            } finally {
                tell(caller, isWhole ? Outcome.OK : Outcome.REFUSED, isWhole ? "finished" : "broken off");
            }
            return isWhole;
        });
    }

    /** What is of the person is given whatever roles the person has today. */
    private static AuthenticatedCaller ofAllRoles(AuthenticatedCaller caller) {
        return new AuthenticatedCaller(
                caller.learnerId(),
                Set.of(Role.LEARNER_GROUP, Role.AUTHOR_GROUP),
                caller.kind(),
                Set.of(),
                caller.sessionId(),
                caller.signOuts());
    }

    private void tell(AuthenticatedCaller caller, Outcome outcome, String what) {
        var learner = caller.learnerId();
        audit.append(AuditEntry.of(
                        Instant.now(),
                        AuditAction.TAKE_OUT,
                        outcome,
                        learner,
                        learner,
                        origin.get().address())
                .with(Map.of("state", what)));
    }

    /** @return whether the zip is whole */
    private boolean send(AuthenticatedCaller caller) {
        var own = identities.show(caller.learnerId());
        var response = request.getCurrent().response();
        try {
            // before the first byte, so that a service which is away is a problem document
            var decks = calls.json(Service.CARDS, "/internal/own-decks", signer.inner(caller, Service.CARDS))
                    .path("decks");
            response.setChunked(true)
                    .putHeader("Content-Type", "application/zip")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Content-Disposition", "attachment; filename=\"engram.zip\"");
            var zip = new ZipOutputStream(new BufferedOutputStream(new ResponseChunks(response), 64 * 1024));
            try (var readme = TakeOutResource.class.getResourceAsStream("/take-out-readme.txt")) {
                write(zip, "README.txt", Objects.requireNonNull(readme, "is in the jar"));
            }
            for (var collection : own.entrySet()) {
                zip.putNextEntry(new ZipEntry("account/" + collection.getKey() + ".ndjson"));
                for (var document : collection.getValue()) {
                    zip.write(mapper.writeValueAsBytes(document));
                    zip.write('\n');
                }
            }
            for (var part : PARTS.entrySet()) {
                copy(zip, part.getKey(), part.getValue(), caller);
            }
            for (var deck : decks) {
                copyDeck(zip, deck.asText(), caller);
            }
            zip.finish();
            zip.flush();
            return true;
        } catch (IOException | UncheckedIOException failure) {
            LOG.atWarn()
                    .addKeyValue("reason", failure.getClass().getSimpleName())
                    .addKeyValue("detail", failure.getMessage())
                    .log("take-out ended early");
            if (!response.headWritten()) {
                throw Problem.of(503, "service-unavailable", "A service cannot be reached now")
                        .withDetail("Ask for the take-out again a little later")
                        .exception()
                        .withHeader("Retry-After", "5");
            }
            request.getCurrent().request().connection().close();
            return false;
        }
    }

    private void copy(ZipOutputStream zip, String file, Part part, AuthenticatedCaller caller) throws IOException {
        var answer = calls.open(part.service(), part.path(), signer.inner(caller, part.service()));
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException(part.path() + " answered " + answer.statusCode());
            }
            write(zip, file, body);
        }
    }

    /** A deck that its format cannot carry has a file that says why. */
    private void copyDeck(ZipOutputStream zip, String deck, AuthenticatedCaller caller) throws IOException {
        var answer =
                calls.open(Service.CARDS, "/api/v1/decks/" + deck + "/export", signer.inner(caller, Service.CARDS));
        try (var body = answer.body()) {
            switch (answer.statusCode()) {
                case 200 -> write(zip, "decks/" + deck + ".txt", body);
                case 409 -> write(zip, "decks/" + deck + ".not-exportable.json", body);
                default -> throw new IOException("a deck answered " + answer.statusCode());
            }
        }
    }

    private static void write(ZipOutputStream zip, String file, InputStream body) throws IOException {
        zip.putNextEntry(new ZipEntry(file));
        body.transferTo(zip);
        zip.closeEntry();
    }
}
