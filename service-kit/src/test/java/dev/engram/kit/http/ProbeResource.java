package dev.engram.kit.http;

import com.mongodb.MongoTimeoutException;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.log.LogUnavailableException;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.UnavailableException;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A service that does nothing but fail in every way. */
@Path("/probe")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProbeResource {
    private final Caller caller;
    private final SecurityIdentity identity;

    ProbeResource(Caller caller, SecurityIdentity identity) {
        this.caller = caller;
        this.identity = identity;
    }

    enum Colour {
        RED,
        GREEN
    }

    record Item(
            UUID id,
            Colour colour,
            int count,
            @Nullable Instant at,
            @Nullable String name,
            @Nullable Boolean due) {
        Item {
            if (count < 0) {
                throw new IllegalArgumentException("must be 0 or more");
            }
        }
    }

    record Batch(List<Item> items) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Object> take(Batch batch) {
        return Map.of("items", batch.items().size());
    }

    @POST
    @Path("/text")
    @Consumes(MediaType.TEXT_PLAIN)
    public Map<String, Object> take(String text) {
        return Map.of("length", text.length());
    }

    /** Parameters that are declared apart from their method. */
    static class Page {
        @RestQuery
        @Nullable
        String cursor;
    }

    @GET
    @Path("/list")
    public Map<String, Object> list(
            @QueryParam("dryRun") @Nullable String dryRun,
            @RestQuery @Nullable String after,
            @QueryParam("same") List<String> same,
            @BeanParam Page page) {
        return Map.of("dryRun", "" + dryRun, "after", "" + after, "same", same, "cursor", "" + page.cursor);
    }

    @PUT
    @Path("/nobody")
    public Map<String, Object> readNoBody() {
        return Map.of();
    }

    @GET
    @Path("/me")
    @Authenticated
    public Map<String, Object> me() {
        return Map.of("learnerId", caller.learnerId().text(), "author", identity.hasRole(Role.AUTHOR_GROUP));
    }

    @GET
    @Path("/open/me")
    public Map<String, Object> meWithoutAnnotation() {
        return Map.of("learnerId", caller.learnerId().text());
    }

    @GET
    @Path("/author")
    @RolesAllowed(Role.AUTHOR_GROUP)
    public Map<String, Object> author() {
        return Map.of("learnerId", caller.learnerId().text());
    }

    @GET
    @Path("/fail/{how}")
    public Map<String, Object> fail(@PathParam("how") String how) {
        throw switch (how) {
            case "log" -> new LogUnavailableException("secret host 10.1.2.3 is away");
            case "overloaded" -> new UnavailableException(Problem.overloaded(), Duration.ofSeconds(1), null);
            case "store" -> new MongoTimeoutException("secret host 10.1.2.3");
            case "field" ->
                Problem.invalidField("rating", "one of AGAIN, HARD, GOOD, EASY").exception();
            case "conflict" ->
                Problem.of(412, "version-conflict", "Another request was faster")
                        .with("version", 7)
                        .exception()
                        .withHeader("ETag", "\"7\"");
            default -> new IllegalStateException("secret of " + how);
        };
    }
}
