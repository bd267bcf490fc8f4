package dev.engram.gateway.adapter.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.AuditTrail.Kept;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit trail, to read. That somebody read a page of it is in it, too. */
@Path("/api/v1/audit-trail")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({Role.ADMINISTRATOR_GROUP, Role.DATA_OFFICER_GROUP})
@Tag(name = "audit trail", description = "Who did what with accounts, rights and data of persons")
public class AuditTrailResource {
    private final AuditTrail trail;
    private final AccountStore accounts;
    private final CallActor actor;

    AuditTrailResource(AuditTrail trail, AccountStore accounts, CallActor actor) {
        this.trail = trail;
        this.accounts = accounts;
        this.actor = actor;
    }

    /**
     * One entry; what is not known is absent.
     *
     * @param actor the username of who did it
     * @param subject the username of whose account or data it was
     * @param address absent after 14 days
     */
    @Schema(name = "AuditTrailEntry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EntryView(
            Instant at,
            @Schema(examples = "roles-changed") String action,
            @Schema(examples = "ok") String outcome,
            @Nullable String actor,
            @Nullable String subject,
            @Nullable String address,
            Map<String, String> details) {}

    /** @param next the cursor of the next page, absent on the last one */
    @Schema(name = "AuditTrailPage")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EntryPage(
            List<EntryView> entries, @Nullable String next) {}

    @GET
    @Operation(operationId = "readAuditTrail", summary = "The audit trail, newest first, in pages")
    @APIResponse(responseCode = "200", description = "A page")
    public EntryPage read(
            @QueryParam("limit")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100")
                    @Nullable
                    String limit,
            @QueryParam("cursor") @Schema(format = "uuid", description = "'next' of the page before") @Nullable
                    String cursor) {
        var size = AccountInput.pageSize(limit);
        var before = cursor == null ? null : Fields.uuid("cursor", cursor).toString();
        actor.did(AuditAction.AUDIT_TRAIL_READ, null, Map.of());
        var found = trail.newest(before, size + 1);
        var page = found.stream().limit(size).toList();
        var people = page.stream()
                .map(Kept::entry)
                .flatMap(entry -> Stream.of(Optional.ofNullable(entry.actor()), Optional.ofNullable(entry.subject())))
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
        var names = accounts.usernames(people);
        return new EntryPage(
                page.stream().map(kept -> view(kept, names)).toList(),
                found.size() > size ? page.getLast().cursor() : null);
    }

    private static EntryView view(Kept kept, Map<LearnerId, String> names) {
        var entry = kept.entry();
        return new EntryView(
                entry.at(),
                entry.action().slug(),
                entry.outcome().name().toLowerCase(Locale.ROOT),
                name(entry.actor(), names),
                name(entry.subject(), names),
                entry.address(),
                entry.details());
    }

    private static @Nullable String name(@Nullable LearnerId learner, Map<LearnerId, String> names) {
        return learner == null ? null : names.getOrDefault(learner, "account that is gone");
    }
}
