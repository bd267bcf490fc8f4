package dev.engram.gateway.adapter.account;

import dev.engram.gateway.adapter.account.AccountViews.AccountView;
import dev.engram.gateway.adapter.account.AccountViews.InvitationPage;
import dev.engram.gateway.adapter.account.AccountViews.InvitationView;
import dev.engram.gateway.adapter.account.AccountViews.LinkView;
import dev.engram.gateway.adapter.account.AccountViews.NewInvitationView;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.account.Invitations;
import dev.engram.gateway.application.account.Invitations.Choice;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.Invitation;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Invitations: made and taken back by administrators, accepted by who has the link. */
@Path("/api/v1/invitations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "invitations", description = "Links by which people make their accounts")
public class InvitationResource {
    private static final int USUAL_DAYS = 14;
    private static final int MOST_DAYS = 90;

    private final Invitations invitations;
    private final AccountStore accounts;
    private final CallActor actor;
    private final CallOrigin origin;

    InvitationResource(Invitations invitations, AccountStore accounts, CallActor actor, CallOrigin origin) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.actor = actor;
        this.origin = origin;
    }

    @Schema(name = "InvitationBody")
    public record InvitationBody(
            @Schema(required = true, minItems = 1, description = "Of the account that is made") @Nullable
            List<@Nullable String> roles,

            @Schema(
                    format = "email-or-empty",
                    maxLength = 254,
                    description =
                            "Where the link is mailed, if a mail server is configured, and the address of the account")
            @Nullable
            String email,

            @Schema(minimum = "1", maximum = "90", defaultValue = "14") @Nullable
            Integer days) {
        /** Without the address. */
        @Override
        public String toString() {
            return "invitation";
        }
    }

    @Schema(name = "AcceptanceBody")
    public record AcceptanceBody(
            @Schema(
                    required = true,
                    minLength = 1,
                    pattern = "\\S",
                    examples = "egi_Hs3w0kX5s2mQm0c1u5l7m9x2Qd8v4b6n1z3y5t7r9pA",
                    description = "What the link has behind 'invitation='")
            @Nullable
            String token,

            @Schema(required = true, description = Account.USERNAME_RULE) @Nullable
            String username,

            @Schema(
                    required = true,
                    minLength = 10,
                    maxLength = 128,
                    pattern = "\\S",
                    examples = "four words are enough")
            @Nullable
            String password,

            @Schema(format = "email-or-empty", maxLength = 254, description = "Absent: that of the invitation")
            @Nullable
            String email) {
        /** Without any of it. */
        @Override
        public String toString() {
            return "acceptance of an invitation";
        }
    }

    @GET
    @RolesAllowed(Role.ADMINISTRATOR_GROUP)
    @Operation(operationId = "listInvitations", summary = "Open invitations, oldest first, in pages")
    @APIResponse(responseCode = "200", description = "A page")
    public InvitationPage list(
            @QueryParam("limit")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100")
                    @Nullable
                    String limit,
            @QueryParam("cursor") @Schema(format = "uuid", description = "'next' of the page before") @Nullable
                    String cursor) {
        var size = AccountInput.pageSize(limit);
        var after = cursor == null ? null : Fields.uuid("cursor", cursor);
        actor.did(AuditAction.INVITATIONS_READ, null, Map.of());
        var found = invitations.list(after, size + 1);
        var inviters =
                accounts.usernames(found.stream().map(Invitation::createdBy).collect(Collectors.toUnmodifiableSet()));
        var page = found.stream()
                .limit(size)
                .map(invitation -> InvitationView.of(invitation, inviters.get(invitation.createdBy())))
                .toList();
        return new InvitationPage(page, found.size() > size ? page.getLast().id() : null);
    }

    private InvitationView view(Invitation invitation) {
        var by = accounts.findByLearner(invitation.createdBy()).map(Account::username);
        return InvitationView.of(invitation, by.orElse(null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMINISTRATOR_GROUP)
    @Operation(operationId = "createInvitation", summary = "Invite somebody, by a link that works once")
    @APIResponseSchema(value = NewInvitationView.class, responseCode = "201", responseDescription = "Made")
    @APIResponse(responseCode = "409", description = "quota-exceeded: 1,000 are open")
    public Response create(@Nullable InvitationBody given) {
        var body = Fields.required("body", given);
        var days = body.days() == null ? USUAL_DAYS : body.days();
        if (days < 1 || days > MOST_DAYS) {
            throw Fields.invalid("days", "must be a whole number from 1 to " + MOST_DAYS);
        }
        var sent = invitations.invite(
                actor.get(), AccountInput.roles(body.roles()), AccountInput.email(body.email()), Duration.ofDays(days));
        return Response.status(Status.CREATED)
                .entity(new NewInvitationView(view(sent.invitation()), LinkView.of(sent.delivery())))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMINISTRATOR_GROUP)
    @Operation(operationId = "deleteInvitation", summary = "Take an invitation back")
    @APIResponse(responseCode = "204", description = "Taken back")
    @APIResponse(responseCode = "404", description = "not-found: it is not open")
    public void delete(@PathParam("id") @Schema(format = "uuid") String id) {
        invitations.delete(actor.get(), Fields.uuid("id", id));
    }

    @POST
    @Path("/accept")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(operationId = "acceptInvitation", summary = "Make one's account by an invitation")
    @APIResponseSchema(value = AccountView.class, responseCode = "201", responseDescription = "Made; sign in with it")
    @APIResponse(responseCode = "409", description = "username-taken")
    @APIResponse(responseCode = "410", description = "link-expired")
    @APIResponse(responseCode = "503", description = "overloaded: many passwords are hashed at this moment")
    public Response accept(@Nullable AcceptanceBody given) {
        var body = Fields.required("body", given);
        var token = AccountInput.typed("token", body.token());
        var choice = new Choice(
                AccountInput.username("username", body.username()),
                AccountInput.typed("password", body.password()),
                AccountInput.email(body.email()));
        var account = invitations.accept(origin.get(), token, choice);
        return Response.status(Status.CREATED).entity(AccountView.of(account)).build();
    }
}
