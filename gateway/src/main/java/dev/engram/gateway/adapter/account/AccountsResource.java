package dev.engram.gateway.adapter.account;

import dev.engram.gateway.adapter.account.AccountViews.AccountPage;
import dev.engram.gateway.adapter.account.AccountViews.AccountView;
import dev.engram.gateway.adapter.account.AccountViews.LinkView;
import dev.engram.gateway.adapter.account.AccountViews.NewAccountView;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.account.AccountChanges;
import dev.engram.gateway.application.account.PasswordChanges;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** All accounts, for administrators. */
@Path("/api/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.ADMINISTRATOR_GROUP)
@Tag(name = "accounts", description = "All accounts, for administrators")
public class AccountsResource {
    private final AccountStore accounts;
    private final AccountChanges changes;
    private final PasswordChanges passwords;
    private final CallActor actor;

    AccountsResource(AccountStore accounts, AccountChanges changes, PasswordChanges passwords, CallActor actor) {
        this.accounts = accounts;
        this.changes = changes;
        this.passwords = passwords;
        this.actor = actor;
    }

    @Schema(name = "AccountBody")
    public record AccountBody(
            @Schema(required = true, description = Account.USERNAME_RULE) @Nullable
            String username,

            @Schema(required = true, minItems = 1) @Nullable List<@Nullable String> roles,

            @Schema(format = "email-or-empty", maxLength = 254) @Nullable
            String email) {
        /** Without any of it. */
        @Override
        public String toString() {
            return "account";
        }
    }

    @Schema(name = "AccountChange")
    public record ChangeBody(
            @Schema(minItems = 1, description = "All roles that the account has from now on. Absent: they stay.")
            @Nullable
            List<@Nullable String> roles,

            @Schema(description = "Whether nobody can sign in. Absent: it stays.") @Nullable
            Boolean disabled) {}

    @GET
    @Operation(operationId = "listAccounts", summary = "All accounts by name, in pages")
    @APIResponse(responseCode = "200", description = "A page")
    public AccountPage list(
            @QueryParam("limit")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100")
                    @Nullable
                    String limit,
            @QueryParam("cursor")
                    @Schema(pattern = "^[a-z0-9][a-z0-9._-]{0,63}$", description = "'next' of the page before")
                    @Nullable
                    String cursor) {
        var size = AccountInput.pageSize(limit);
        var after = cursor == null ? null : AccountInput.username("cursor", cursor);
        actor.did(AuditAction.ACCOUNTS_READ, null, Map.of());
        var found = accounts.list(after, size + 1);
        var page = found.stream().limit(size).map(AccountView::of).toList();
        return new AccountPage(page, found.size() > size ? page.getLast().username() : null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createAccount",
            summary = "Make an account; its owner sets a password by a link that works once")
    @APIResponseSchema(
            value = NewAccountView.class,
            responseCode = "201",
            responseDescription = "Made; ETag is its version")
    @APIResponse(responseCode = "409", description = "username-taken")
    public Response create(@Nullable AccountBody given) {
        var body = Fields.required("body", given);
        var username = AccountInput.username("username", body.username());
        var account = changes.create(
                actor.get(), username, AccountInput.roles(body.roles()), AccountInput.email(body.email()));
        var link = LinkView.of(passwords.requestReset(actor.get(), username));
        return AccountViews.response(Status.CREATED, account, new NewAccountView(AccountView.of(account), link))
                .build();
    }

    @GET
    @Path("/{username}")
    @Operation(operationId = "readAccount", summary = "One account")
    @APIResponseSchema(value = AccountView.class, responseDescription = "The account; ETag is its version")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response read(@PathParam("username") String username) {
        var account = accounts.find(AccountInput.username("username", username)).orElseThrow(AccountChanges::noAccount);
        actor.did(AuditAction.ACCOUNT_READ, account.learnerId(), Map.of());
        return AccountViews.response(Status.OK, account, AccountView.of(account))
                .build();
    }

    @PATCH
    @Path("/{username}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeAccount",
            summary = "Change roles, disable or enable",
            description =
                    "With If-Match the account must have that version; without it the last change counts. Where a role is"
                            + " taken or the account disabled, everything that is signed in is signed out.")
    @APIResponseSchema(value = AccountView.class, responseDescription = "Changed; ETag is the new version")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "last-administrator: nobody could give roles any more")
    @APIResponse(responseCode = "412", description = "version-conflict")
    public Response change(
            @PathParam("username") String username,
            @HeaderParam("If-Match") @Schema(pattern = "^\"[0-9]{1,18}\"$") @Nullable String ifMatch,
            @Nullable ChangeBody given) {
        var body = Fields.required("body", given);
        var roles = body.roles() == null ? null : AccountInput.roles(body.roles());
        var account = changes.change(
                actor.get(),
                AccountInput.username("username", username),
                AccountInput.seen(ifMatch),
                roles,
                body.disabled());
        return AccountViews.response(Status.OK, account, AccountView.of(account))
                .build();
    }

    @POST
    @Path("/{username}/password-reset")
    @Operation(
            operationId = "requestPasswordReset",
            summary = "Make a link by which the owner sets a password",
            description =
                    "Open for 24 hours; a link made before is void. Mailed where a mail server is configured and the account"
                            + " has an address, else answered once.")
    @APIResponseSchema(value = LinkView.class, responseCode = "201", responseDescription = "Made")
    @APIResponse(responseCode = "403", description = "forbidden, or demo-account")
    @APIResponse(responseCode = "404", description = "not-found")
    public Response requestPasswordReset(@PathParam("username") String username) {
        var delivery = passwords.requestReset(actor.get(), AccountInput.username("username", username));
        return Response.status(Status.CREATED).entity(LinkView.of(delivery)).build();
    }
}
