package dev.engram.gateway.adapter.account;

import dev.engram.gateway.adapter.account.AccountViews.AccountView;
import dev.engram.gateway.application.account.AccountChanges;
import dev.engram.gateway.application.account.PasswordChanges;
import dev.engram.kit.problem.Fields;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's own account. */
@Path("/api/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "account", description = "One's own account")
public class AccountResource {
    private final AccountChanges changes;
    private final PasswordChanges passwords;
    private final CallActor actor;

    AccountResource(AccountChanges changes, PasswordChanges passwords, CallActor actor) {
        this.changes = changes;
        this.passwords = passwords;
        this.actor = actor;
    }

    @Schema(name = "OwnAccountChange")
    public record EmailBody(
            @Schema(
                    maxLength = 254,
                    examples = "ada@example.org",
                    description = "Where letters about the account go; an empty text removes it. Absent: it stays.")
            @Nullable
            String email) {
        /** Without the address. */
        @Override
        public String toString() {
            return "change of an account";
        }
    }

    @Schema(name = "PasswordChange")
    public record PasswordBody(
            @Schema(required = true, minLength = 1, pattern = "\\S", examples = "learn-transformers") @Nullable
            String currentPassword,

            @Schema(
                    required = true,
                    minLength = 10,
                    maxLength = 128,
                    pattern = "\\S",
                    examples = "four words are enough")
            @Nullable
            String newPassword) {
        /** Without the passwords. */
        @Override
        public String toString() {
            return "change of a password";
        }
    }

    @GET
    @Operation(operationId = "readOwnAccount", summary = "One's own account")
    @APIResponse(responseCode = "200", description = "The account")
    public AccountView read() {
        return AccountView.of(actor.account());
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeOwnAccount", summary = "Change one's own e-mail address")
    @APIResponse(responseCode = "200", description = "The account as it is now")
    public AccountView change(@Nullable EmailBody given) {
        var email = Fields.required("body", given).email();
        var account = actor.account();
        return AccountView.of(
                email == null ? account : changes.changeEmail(actor.get(), account, AccountInput.email(email)));
    }

    @PUT
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeOwnPassword",
            summary = "Change one's own password",
            description = "Everything that was signed in is signed out.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "403", description = "credentials-wrong, or demo-account")
    @APIResponse(responseCode = "503", description = "overloaded: many passwords are hashed at this moment")
    public void changePassword(@Nullable PasswordBody given) {
        var body = Fields.required("body", given);
        var current = AccountInput.typed("currentPassword", body.currentPassword());
        var next = AccountInput.typed("newPassword", body.newPassword());
        passwords.change(actor.get(), actor.account(), current, next);
    }
}
